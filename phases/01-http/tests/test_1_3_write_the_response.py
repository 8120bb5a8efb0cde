"""1.3 Write the response."""

import json

import pytest


def response(status=200, fields=(), body=b""):
    from app.http.messages import Headers, Response

    return Response(status, Headers(fields), body)


def lines_of(octets):
    """The lines before the first empty one."""
    return octets.partition(b"\r\n\r\n")[0].split(b"\r\n")


@pytest.mark.parametrize(
    ("status", "line"),
    [
        (200, b"HTTP/1.1 200 OK"),
        (201, b"HTTP/1.1 201 Created"),
        (301, b"HTTP/1.1 301 Moved Permanently"),
        (404, b"HTTP/1.1 404 Not Found"),
        (503, b"HTTP/1.1 503 Service Unavailable"),
    ],
)
def test_the_first_line_is_the_status_line(status, line):
    """The first line is the version HTTP/1.1, the status, and its name in the standard."""
    from app.http.writer import format_response

    assert lines_of(format_response(response(status)))[0] == line


def test_fields_an_empty_line_and_the_body_follow():
    """Then the fields as `Name: value`, an empty line and the body; each line ends with CRLF."""
    from app.http.writer import format_response

    fields = [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
    octets = format_response(response(200, fields, b"two\nlines\r\n\r\n"))
    head, _, body = octets.partition(b"\r\n\r\n")
    assert body == b"two\nlines\r\n\r\n"
    for line in (b"Content-Type: text/plain", b"Set-Cookie: a=1", b"Set-Cookie: b=2"):
        assert line in head.split(b"\r\n")
    assert head.count(b"\n") == head.count(b"\r\n"), "Every line of the head ends with CRLF."


def test_content_length_counts_octets():
    """Content-Length, the number of octets of the body (not of characters), is added; 0 too."""
    from app.http.writer import format_response

    cafe = lines_of(format_response(response(200, body="café".encode())))
    assert [line for line in cafe if line.startswith(b"Content-Length")] == [b"Content-Length: 5"]
    assert b"Content-Length: 0" in lines_of(format_response(response(200)))


@pytest.mark.parametrize("status", [204, 304])
def test_some_statuses_have_no_body(status):
    """204 and 304 end with the empty line: no body and no Content-Length, whatever is given."""
    from app.http.writer import format_response

    octets = format_response(response(status, [("ETag", '"a"')], b"not sent"))
    after = octets.partition(b"\r\n\r\n")[2]
    assert after == b"", f"{status} must end after the empty line, and it had: {after!r}"
    assert b"content-length" not in octets.lower()
    assert b'ETag: "a"' in lines_of(octets)


def test_an_answer_to_head_is_the_head_alone():
    """With `head_only` the head is the same, Content-Length too, and the body is left out."""
    from app.http.writer import format_response

    whole = response(200, [("Content-Type", "text/plain")], b"hello")
    assert format_response(whole, head_only=True) + b"hello" == format_response(whole)


@pytest.mark.parametrize(
    "field",
    [("Location", "/\r\nSet-Cookie: role=manager"), ("X-A", "a\nb"), ("X-A\r\nX-B", "b")],
)
def test_a_field_with_a_line_break_is_not_sent(field):
    """A name or value with a line break raises ValueError: it would add fields of its own."""
    from app.http.writer import format_response

    with pytest.raises(ValueError):  # noqa: PT011 - its words are free
        format_response(response(302, [field]))


def test_a_bad_request_is_answered_by_the_server(server):
    """The running server answers a request that is malformed or too long with status and JSON."""
    bad_requests = [
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\nHost: shop\n\n", 400),
        (b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: shop\r\n\r\n", 414),
        (b"GET /health HTTP/1.1\r\nHost: shop\r\nX-A: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /health HTTP/1.1\r\nHost: shop\r\n" + b"X-A: a\r\n" * 200 + b"\r\n", 431),
        (b"GET /health HTTP/2.0\r\nHost: shop\r\n\r\n", 505),
    ]
    for octets, status in bad_requests:
        answer = server.send(octets)
        assert answer[:12] == b"HTTP/1.1 %d" % status
        head, _, body = answer.partition(b"\r\n\r\n")
        assert b"Content-Type: application/json" in head
        assert list(json.loads(body)) == ["detail"]
