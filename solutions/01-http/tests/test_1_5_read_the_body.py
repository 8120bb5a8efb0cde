"""1.5 Read the body."""

import asyncio
import shutil
import subprocess

import pytest

HOST = b"Host: shop\r\n"
TEXT = b"Content-Type: text/plain\r\n"
CLOSE = b"Connection: close\r\n"


def post(fields, body=b""):
    """A POST to /echo as octets."""
    return b"POST /echo HTTP/1.1\r\n" + HOST + TEXT + fields + b"\r\n" + body


def status(answer):
    return int(answer[9:12] or 0)


def chunked(octets):
    """What `read_chunked` makes of these octets, and how many it leaves for the next request."""
    from app.http.framing import MAX_LINE, read_chunked

    async def read():
        reader = asyncio.StreamReader(limit=MAX_LINE)
        reader.feed_data(octets)
        reader.feed_eof()
        return await read_chunked(reader), await reader.read()

    return asyncio.run(read())


def length(*fields):
    from app.http.framing import body_length
    from app.http.messages import Headers

    return body_length(Headers(fields))


def refused(function, *arguments):
    from app.http.messages import HttpError

    with pytest.raises(HttpError) as caught:
        function(*arguments)
    return caught.value.status


def test_a_body_has_as_many_octets_as_content_length_says(client):
    """POST /echo with Content-Length answers what was sent: so many octets, not characters."""
    answer = client.post("/echo", content="café", headers={"Content-Type": "text/plain"})
    assert answer.status_code == 200
    assert answer.json()["content"] == "café"


def test_a_body_may_come_in_chunks(client):
    """A client that does not know the length sends chunks; /echo answers the whole body."""
    parts = iter([b"Blue mug, ", b"x" * 300, b" and more"])
    answer = client.post("/echo", content=parts, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 200
    assert answer.json()["content"] == "Blue mug, " + "x" * 300 + " and more"


def test_curl_sends_chunks_too(server, client):
    """`curl -H 'Transfer-Encoding: chunked'` is understood, with the wait for `100 Continue`."""
    if program := shutil.which("curl"):
        options = ["-s", "--noproxy", "*", "--max-time", "5", "--data-binary", "mug"]
        fields = ["Transfer-Encoding: chunked", "Expect: 100-continue", "Content-Type: text/plain"]
        for field in fields:
            options += ["-H", field]
        command = [program, *options, f"{server.url}/echo"]
        answer = subprocess.run(command, capture_output=True, check=False).stdout
    else:
        fields = {"Content-Type": "text/plain"}
        answer = client.post("/echo", content=iter([b"mug"]), headers=fields).content
    assert b'"content": "mug"' in answer


def test_the_next_request_begins_where_the_body_ends(server):
    """Two requests on one connection are both answered, after a length and after chunks."""
    get = b"GET /health HTTP/1.1\r\n" + HOST + CLOSE + b"\r\n"
    by_length = server.send(post(b"Content-Length: 3\r\n", b"mug") + get)
    in_chunks = server.send(
        post(b"Transfer-Encoding: chunked\r\n", b"3\r\nmug\r\n0\r\nX-Trailer: a\r\n\r\n") + get
    )
    for kind, answer in (("a length", by_length), ("chunks", in_chunks)):
        answers = answer.count(b"HTTP/1.1 200 OK")
        assert answers == 2, f"Of two requests on one connection, after {kind}: {answers} answered."
        assert answer.endswith(b'{"status": "ok"}')


def test_chunks_are_put_together():
    """Sizes are hexadecimal, in any case; extensions and trailers are read and ignored."""
    octets = b"3\r\nmug\r\nA;quality=1\r\n0123456789\r\n0b\r\n\r\nabcdefghi\r\n000\r\n"
    assert chunked(octets + b"X-Sum: 1\r\n\r\nGET") == (
        b"mug" + b"0123456789" + b"\r\nabcdefghi",
        b"GET",
    )


@pytest.mark.parametrize(
    "octets",
    [
        b"mug\r\n",
        b"\r\nmug\r\n0\r\n\r\n",
        b"-3\r\nmug\r\n0\r\n\r\n",
        b"+3\r\nmug\r\n0\r\n\r\n",
        b"0x3\r\nmug\r\n0\r\n\r\n",
        b"0_3\r\nmug\r\n0\r\n\r\n",
        b" 3\r\nmug\r\n0\r\n\r\n",
        b"3 \r\nmug\r\n0\r\n\r\n",
        b"3\x0b\r\nmug\r\n0\r\n\r\n",
        b"3;a\rb\r\nmug\r\n0\r\n\r\n",
        b"3\r\nmugs\r\n0\r\n\r\n",
        b"3\r\nmug0\r\n\r\n",
        b"3\nmug\r\n0\r\n\r\n",
        b"3\r\nmu",
        b"3\r\nmug\r\n",
    ],
)
def test_chunks_of_another_form_are_refused(octets):
    """400 refuses a size that is not hexadecimal digits only, a CR by itself in an extension, and a
    chunk not of its size."""
    assert refused(chunked, octets) == 400


def test_a_request_that_should_have_a_body_says_how_long_it_is(server):
    """POST with neither Content-Length nor Transfer-Encoding is refused with 411."""
    assert status(server.send(post(CLOSE))) == 411


@pytest.mark.parametrize(
    "value", ["+3", "-3", "3_0", "0x3", "3.0", "three", "", "3, 3", "3 3", "²"]
)
def test_a_length_is_digits_and_nothing_else(value):
    """A Content-Length that is not one number, of the digits 0 to 9 only, is refused with 400."""
    assert refused(length, ("Content-Length", value)) == 400
    assert length(("Content-Length", "0030")) == 30


def test_a_length_of_thousands_of_digits_does_no_harm():
    """A Content-Length of 5,000 digits is refused too, with 413 or 400: `int` gives up on it."""
    assert refused(length, ("Content-Length", "9" * 5_000)) in {400, 413}


def test_a_length_and_chunks_together_are_refused(server):
    """Content-Length with Transfer-Encoding is 400, and what follows is not taken as a request."""
    fields = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
    smuggled = b"0\r\n\r\nGET /health HTTP/1.1\r\n" + HOST + b"\r\n"
    answer = server.send(post(fields, smuggled))
    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1


def test_of_the_transfer_codings_only_chunked_is_known():
    """Transfer-Encoding `chunked` (in any case) means chunks: None; another is refused with 501."""
    assert length(("Transfer-Encoding", "Chunked")) is None
    assert refused(length, ("Transfer-Encoding", "gzip, chunked")) == 501
    assert refused(length, ("Transfer-Encoding", "identity")) == 501


def test_a_body_that_is_too_large_is_refused_before_it_comes(server):
    """A length above MAX_BODY, or a chunk that leads above it, is refused with 413 at once."""
    from app.http.framing import MAX_BODY

    assert length(("Content-Length", str(MAX_BODY))) == MAX_BODY
    assert status(server.send(post(b"Content-Length: %d\r\n" % (MAX_BODY + 1)))) == 413
    first_chunk = b"3\r\nmug\r\n%x\r\n" % MAX_BODY
    assert status(server.send(post(b"Transfer-Encoding: chunked\r\n", first_chunk))) == 413


def test_a_body_that_does_not_come_is_waited_for_only_so_long():
    """When the body stays away, the server answers 408 after its patience, and closes."""
    from app.http.server import Patience, start

    async def ask():
        server = await start("127.0.0.1", 0, patience=Patience(request=0.05, farewell=0.05))
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(post(b"Content-Length: 3\r\n", b"m"))
            answer = await asyncio.wait_for(reader.read(), 5)
            writer.close()
            return answer

    assert status(asyncio.run(ask())) == 408
