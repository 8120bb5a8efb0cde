"""2.2 Serve the shop through ASGI and WSGI."""

import asyncio
import io
import json
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest


def call_asgi(scope=None, messages=({"type": "http.request"},), unknown=()):
    """Call the ASGI application as a server would, whose scope lacks the keys in `unknown`; return
    the messages that it sent."""
    from app.asgi import app

    waiting, sent = list(messages), []

    async def receive():
        assert waiting, "After the last part of the body there is nothing left to receive."
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    base = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/api/v1/products/1",
        "query_string": b"",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 50000),
    }
    told = {key: value for key, value in (base | (scope or {})).items() if key not in unknown}
    asyncio.run(asyncio.wait_for(app(told, receive, send), 5))
    return sent


def ask_asgi(*question, **more):
    """Call the ASGI application; return the message that begins its answer, and the body."""
    sent = call_asgi(*question, **more)
    assert [message["type"] for message in sent[:1]] == ["http.response.start"]
    return sent[0], b"".join(part.get("body", b"") for part in sent[1:])


def call_wsgi(method="GET", path="/api/v1/products/1", query="", body=b"", **headers):
    """Call the WSGI application inside the validator of the standard library; return status line,
    headers and body."""
    from app.wsgi import app

    environ = {"REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, **headers}
    environ |= {"QUERY_STRING": query, "CONTENT_LENGTH": str(len(body))}
    environ["wsgi.input"] = io.BytesIO(body)
    setup_testing_defaults(environ)
    started = []

    def start_response(status, lines, _exc_info=None):
        started.append((status, dict(lines)))
        return started.append

    parts = validator(app)(environ, start_response)
    received = b"".join(parts)
    parts.close()
    return *started[0], received


def test_a_product_is_answered_through_asgi(client):
    """GET /api/v1/products/1 through ASGI answers 200 with the mug as JSON and Content-Length."""
    response = client.get("/api/v1/products/1")
    assert response.status_code == 200
    assert response.json()["sku"] == "MUG-0042"
    assert response.headers["content-length"] == str(len(response.content))


def test_uvicorn_can_serve_it(server):
    """A real client gets the product from Uvicorn: header lines are pairs of octets, and names in
    lower case."""
    received = server.send(
        b"GET /api/v1/products/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    assert received.startswith(b"HTTP/1.1 200 ")
    start, _ = ask_asgi()
    capitals = [name for name, _ in start["headers"] if name != name.lower()]
    assert capitals == [], "In ASGI the names of headers are in lower case."


def test_the_whole_request_arrives(client):
    """Method, target, path, decoded query parameters, every header line and the body reach the
    operation; POST /echo tells what it got."""
    response = client.post(
        "/echo",
        params={"q": "blue mug", "empty": ""},
        headers=[("x-note", "one"), ("x-note", "two")],
        json={"hello": "world"},
    )
    assert response.status_code == 200
    seen = response.json()
    assert (seen["method"], seen["path"]) == ("POST", "/echo")
    assert seen["target"] == f"/echo?{response.request.url.query.decode()}"
    assert seen["query"] == {"q": "blue mug", "empty": ""}
    assert seen["content"] == {"hello": "world"}
    notes = [value for name, value in seen["headers"] if name.lower() == "x-note"]
    assert notes == ["one", "two"]


def test_a_header_may_hold_any_octet():
    """Headers are octets, and each becomes the character of that number (Latin-1): 0xE9 is é."""
    start, body = ask_asgi({"path": "/echo", "headers": [(b"x-note", b"caf\xe9")]})
    assert start["status"] == 200
    assert json.loads(body)["headers"] == [["x-note", "café"]]


def test_a_server_may_not_know_the_client():
    """A scope whose client is None, or which has neither client nor scheme, is answered like any
    other."""
    start, _ = ask_asgi({"client": None})
    assert start["status"] == 200
    start, _ = ask_asgi(unknown={"client", "scheme"})
    assert start["status"] == 200


def test_errors_are_answered_as_json(client):
    """An unknown path is answered with 404, a method that a path does not have with 405 and Allow,
    each with a JSON body."""
    unknown = client.get("/api/v1/nothing")
    refused = client.put("/api/v1/cart", json={})
    assert (unknown.status_code, refused.status_code) == (404, 405)
    assert {"detail"} == set(unknown.json()) == set(refused.json())
    assert "GET" in refused.headers["allow"]


def test_a_body_in_several_messages_is_put_together():
    """A server may hand over the body in several messages, some of them empty; they are read until
    more_body is false or left out, and not beyond."""
    body = json.dumps({"hello": "wörld"}, ensure_ascii=False).encode()
    scope = {
        "method": "POST",
        "path": "/echo",
        "headers": [(b"content-type", b"application/json")],
    }
    messages = [
        {"type": "http.request", "body": body[:12], "more_body": True},
        {"type": "http.request", "body": b"", "more_body": True},
        {"type": "http.request", "more_body": True},
        {"type": "http.request", "body": body[12:]},
    ]
    start, received = ask_asgi(scope, messages)
    assert start["status"] == 200, "The body came in four messages, and not all of it has arrived."
    assert json.loads(received)["content"] == {"hello": "wörld"}


def test_head_is_get_without_a_body():
    """HEAD gets the status and header lines of GET, Content-Length too, and no octet of the body,
    through ASGI and through WSGI."""
    (get, _), (head, body) = ask_asgi(), ask_asgi({"method": "HEAD"})
    assert head == get, "HEAD through ASGI begins as GET does."
    assert body == b"", "HEAD through ASGI has no body."
    *get, _ = call_wsgi("GET")
    *head, body = call_wsgi("HEAD")
    assert head == get, "HEAD through WSGI begins as GET does."
    assert body == b"", "HEAD through WSGI has no body."


def test_a_client_that_has_gone_is_not_answered():
    """When http.disconnect comes before the body is complete, nothing is done and nothing sent."""
    messages = [
        {"type": "http.request", "body": b'{"sku": ', "more_body": True},
        {"type": "http.disconnect"},
    ]
    assert call_asgi({"method": "POST", "path": "/api/v1/products"}, messages) == []


def test_a_body_that_is_too_large_is_refused():
    """More than MAX_BODY octets are answered with 413: through ASGI as soon as they have come, what
    follows is not waited for; through WSGI by Content-Length."""
    from app.http.framing import MAX_BODY

    half = bytes(MAX_BODY // 2)
    part = {"type": "http.request", "body": half, "more_body": True}
    post = {"method": "POST", "path": "/api/v1/products"}
    last = {"type": "http.request", "body": half}
    just_right, _ = ask_asgi(post, [part, last])
    assert just_right["status"] == 415, "MAX_BODY octets are not too many; only they are no JSON."
    too_large, _ = ask_asgi(post, [part, part, part])
    assert too_large["status"] == 413, "More than MAX_BODY octets came through ASGI."
    status_line, *_ = call_wsgi("POST", "/api/v1/products", body=bytes(MAX_BODY + 1))
    assert int(status_line[:3]) == 413, "More than MAX_BODY octets came through WSGI."


@pytest.mark.parametrize("path", ["/api/v1/products/1", "/api/v1/products", "/api/v1/nothing"])
def test_python_asgi_and_wsgi_give_one_answer(path):
    """The same question has the same answer as a call in Python (app.api.answer), through ASGI and
    through WSGI."""
    from app.api import answer
    from app.http.messages import Request

    in_python = answer(Request("GET", path, path))
    start, received = ask_asgi({"path": path})
    status_line, headers, body = call_wsgi(path=path)
    asgi, wsgi = (start["status"], received), (int(status_line[:3]), body)
    assert asgi == (in_python.status, in_python.body), "ASGI differs from Python."
    assert wsgi == (in_python.status, in_python.body), "WSGI differs from Python."
    asked = dict(start["headers"])
    assert {name.lower(): value for name, value in headers.items()} == {
        name.decode(): value.decode() for name, value in asked.items()
    }


def test_wsgi_keeps_to_its_rules():
    """The WSGI application passes the validator of the standard library: a status line such as "201
    Created", pairs of text, a body of bytes."""
    body = b"email=ada%40example.org&message=Good+day"
    status_line, _, received = call_wsgi(
        "POST",
        "/api/v1/feedback",
        body=body,
        CONTENT_TYPE="application/x-www-form-urlencoded",
    )
    assert status_line == "201 Created"
    assert json.loads(received)["message"] == "Good day"
