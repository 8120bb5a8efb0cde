"""11.10 Extra level: operations."""

import json
import select
import time
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex
from urllib.parse import urlsplit

import pytest

from capstone import LOGIN, ME, PHRASE, Person, address, bearer


def test_each_request_has_a_name(client):
    """Each answer has `X-Request-ID`: the request's own, if that is 1 to 64 letters, digits, `.`,
    `_` and `-`, else a new one."""
    for wish in (f"req-{token_hex(8)}", f"{token_hex(29)}.A_b-1"):
        answer = client.get("/health", headers={"X-Request-ID": wish})
        assert answer.headers["x-request-id"] == wish
    for wrong in ('a"b{c}', "x" * 65, "x" * 2000):
        answer = client.get("/health", headers={"X-Request-ID": wrong})
        assert answer.headers.get("x-request-id") not in {None, "", wrong}
    first, second = (client.get("/health").headers["x-request-id"] for _ in range(2))
    assert first != second


def wait_for_continue(connection):
    """Wait until the server says that it reads the body (RFC 9110, 10.1.1), a second at most."""
    if select.select([connection], [], [], 1)[0]:
        assert connection.recv(65536).startswith(b"HTTP/1.1 100")


def wait_until_stopping(running):
    """Wait until the server takes no more connections; a proxy takes them: 3 seconds at most."""
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        try:
            running.connect().close()
        except OSError:
            return
        time.sleep(0.05)


def finish(connection, rest):
    """Send the rest of a request; the status of its answer, b"" if there is none."""
    try:
        connection.sendall(rest)
        return connection.recv(65536).split(maxsplit=2)[1]
    except (OSError, IndexError):
        return b""


def entry_of(line):
    """What a line of the log holds."""
    try:
        return json.loads(line)
    except ValueError:
        pytest.fail(f"A line of the log is no JSON: {line[:200]}", pytrace=False)


def test_the_log_is_json_and_a_stop_is_graceful(running):
    """The log has one line with a `status` for each request, refused ones too: a JSON object with
    `request_id`, `method`, `path` and `status`. Neither passwords nor tokens are in the log. And a
    server that is told to stop finishes what it has begun: a request whose body is still on its way
    is answered."""
    client, begin = running.client(), len(running.log())
    ada = Person(client, address()).signs_up().logs_in()
    token = ada.tokens["access_token"]
    asked = [
        (f"a-{token_hex(8)}", ME, bearer(token), 200),
        (f"b-{token_hex(8)}", ME, {}, 401),
        (f"c-{token_hex(8)}", f"/api/v1/{token_hex(8)}", {}, 404),
    ]
    for name, target, headers, status in asked:
        answer = client.get(target, headers={"X-Request-ID": name} | headers)
        assert answer.status_code == status

    body = json.dumps({"email": ada.email, "password": PHRASE}).encode()
    host, path = urlsplit(running.url)[1:3]
    head = f"POST {path}{LOGIN} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    connection = running.connect()
    connection.sendall(head.encode())
    wait_for_continue(connection)
    connection.sendall(body[:10])
    with ThreadPoolExecutor() as beside:
        restarted = beside.submit(running.restart)
        wait_until_stopping(running)
        answered = finish(connection, body[10:])
        restarted.result()
    assert answered == b"200", "the answer to the request that was under way at the stop"

    lines = running.log()[begin:].splitlines()
    for name, target, _, status in asked:
        entries = [entry_of(line) for line in lines if name in line]
        (entry,) = [each for each in entries if "status" in each] or [{}]
        expected = {"request_id": name, "method": "GET", "path": target, "status": status}
        assert {key: entry.get(key) for key in expected} == expected, "the line of a request"
    for secret in (PHRASE, token, ada.tokens["refresh_token"]):
        assert not [line for line in lines if secret in line], "lines with a secret"
