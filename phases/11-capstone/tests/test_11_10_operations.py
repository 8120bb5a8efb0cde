"""11.10 Extra level: operations."""

import json
import select
import time
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

from capstone import LOGIN, ME, PHRASE, Person, address


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


def test_the_log_is_json_and_a_stop_is_graceful(running):
    """The log has one line for each request, a JSON object with `request_id`, `method`, `path` and
    `status`; neither passwords nor tokens are in the log. And a server that is told to stop
    finishes what it has begun: a request whose body is still on its way is answered."""
    client, name = running.client(), f"req-{token_hex(8)}"
    ada = Person(client, address()).signs_up().logs_in()
    token = ada.tokens["access_token"]
    client.get(ME, headers={"X-Request-ID": name, "Authorization": f"Bearer {token}"})

    body = json.dumps({"email": ada.email, "password": PHRASE}).encode()
    head = f"POST {LOGIN} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    head += f"Content-Length: {len(body)}\r\nExpect: 100-continue\r\n\r\n"
    connection = running.connect()
    connection.sendall(head.encode())
    wait_for_continue(connection)
    connection.sendall(body[:10])
    with ThreadPoolExecutor() as beside:
        restarted = beside.submit(running.restart)
        time.sleep(0.1)  # it has been told to stop
        connection.sendall(body[10:])
        answered = connection.recv(65536)
        restarted.result()
    assert answered.split(maxsplit=2)[1:2] == [b"200"]

    log = running.log()
    lines = [line for line in log.splitlines() if name in line]
    assert len(lines) == 1, f"{len(lines)} lines of the log name the request"
    entry = json.loads(lines[0])
    sent = {"request_id": name, "method": "GET", "path": ME, "status": 200}
    assert {key: entry.get(key) for key in sent} == sent
    assert PHRASE not in log
    assert token not in log
    assert ada.tokens["refresh_token"] not in log
