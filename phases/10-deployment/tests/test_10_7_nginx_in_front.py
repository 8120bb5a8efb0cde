"""10.7 nginx in front."""

import json
import socket
import time

import pytest

import proxies


@pytest.fixture(scope="module")
def shop(pytestconfig, tmp_path_factory):
    """nginx before two processes: (client, first, second, nginx)."""
    first, second = proxies.Process("first"), proxies.Process("second")
    settings = proxies.values(first.address, second.address)
    folder = tmp_path_factory.mktemp("nginx")
    with (
        proxies.nginx(
            pytestconfig.rootpath, folder, settings, without=["tls.conf.template"]
        ) as nginx,
        proxies.client(f"http://{settings['HTTP_PORT']}", verify=False) as client,
    ):
        yield client, first, second, nginx
    first.close()
    second.close()


@pytest.fixture
def impatient(project, tmp_path, _record):
    """nginx that waits for nobody, before two processes: (client, first, second)."""
    first, second = proxies.Process("first"), proxies.Process("second")
    settings = proxies.values(first.address, second.address, **proxies.IMPATIENT)
    with (
        proxies.nginx(project, tmp_path, settings, without=["tls.conf.template"]),
        proxies.client(f"http://{settings['HTTP_PORT']}", verify=False) as client,
    ):
        client.event_hooks = proxies.telling(_record)
        yield client, first, second
    first.close()
    second.close()


@pytest.fixture
def both(shop, _record):
    """The same, with nothing asked yet; what is sent is shown in a verdict."""
    client, first, second, nginx = shop
    client.event_hooks = proxies.telling(_record)
    first.asked.clear()
    second.asked.clear()
    return client, first, second, nginx


def test_both_processes_get_their_share(both):
    """nginx is the reverse proxy, and balances the load: of ten requests each of the two processes
    answers some, and the path, the query and the body reach it as they were sent."""
    client, first, second, _ = both
    answers = [client.post(f"/api/v1/orders?n={n}", content=b"x" * n) for n in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 10
    assert [answer.json()["path"] for answer in answers] == [
        f"/api/v1/orders?n={n}" for n in range(10)
    ]
    assert [answer.json()["body"] for answer in answers] == list(range(10))
    shares = {"first": len(first.asked), "second": len(second.asked)}
    assert min(shares.values()) >= 3, f"one process does nearly all of it: {shares}"


def test_a_dead_process_is_not_noticed(project, tmp_path):
    """When one of the processes is gone, no request fails: nginx asks the other one, for a POST
    too, because the dead one has not got it."""
    process = proxies.Process("only")
    settings = proxies.values(f"127.0.0.1:{proxies.free_port()}", process.address)
    with (
        proxies.nginx(project, tmp_path, settings, without=["tls.conf.template"]),
        proxies.client(f"http://{settings['HTTP_PORT']}", verify=False) as client,
    ):
        statuses = [client.request(method, "/").status_code for method in ("GET", "POST") * 4]
    process.close()
    assert statuses == [200] * 8


def test_what_may_have_been_done_is_not_done_twice(both):
    """When a process gets a POST and dies before it answers, the POST is not sent to the other one:
    it may have been carried out. The client gets 502."""
    client, first, second, _ = both
    answer = client.post("/crash", json={})
    asked = len(first.asked) + len(second.asked)
    assert asked == 1, f"the same POST was sent to {asked} processes: two orders"
    assert answer.status_code == 502


def test_the_application_learns_who_asks(both):
    """The application behind the proxy learns the address of the client in `X-Forwarded-For`, the
    scheme in `X-Forwarded-Proto`, and the `Host` that the client wrote. What the client itself has
    written into the first two is gone."""
    client, *_ = both
    forged = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
    asked = client.get("/", headers=forged | {"Host": "shop.example:8080"}).json()
    assert proxies.headers_of(asked, "x-forwarded-for") == ["127.0.0.1"]
    assert proxies.headers_of(asked, "x-forwarded-proto") == ["http"]
    assert proxies.headers_of(asked, "host") == ["shop.example:8080"]


def test_a_body_that_is_too_long_stays_outside(both):
    """A body longer than MAX_BODY is refused with 413 by nginx, and no process hears of it. One of
    that length gets through."""
    client, first, second, _ = both
    assert client.post("/", content=b"x" * proxies.MAX_BODY).status_code == 200
    first.asked.clear()
    second.asked.clear()
    assert client.post("/", content=b"x" * (proxies.MAX_BODY + 1)).status_code == 413
    assert first.asked + second.asked == []


def test_nobody_waits_for_ever(impatient):
    """Time-outs: a process that does not answer within ANSWER_TIMEOUT is given up with 504, and a
    client that does not send what it has announced within CLIENT_TIMEOUT is cut off, or told
    408."""
    client, first, second = impatient
    answer = client.post("/slow")
    assert answer.status_code == 504
    assert len(first.asked + second.asked) == 1
    for begun in (
        b"GET / HTTP/1.1\r\nHost: x\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx",
    ):
        with socket.create_connection((client.base_url.host, client.base_url.port)) as connection:
            connection.sendall(begun)
            connection.settimeout(proxies.PATIENCE / 2)
            try:
                told = connection.recv(100)
            except TimeoutError:
                pytest.fail(
                    f"nginx still waits for the rest of {begun[:20]!r}. A few hundred such "
                    "clients, and nobody else is served."
                )
        assert told == b"" or b" 408 " in told


def test_what_nginx_refuses_is_a_problem_too(impatient):
    """What nginx answers by itself has the form of all other refusals: 413, 414, 502 and 504 are
    `application/problem+json` with a type, a title and their status."""
    client, *_ = impatient
    answers = [
        client.post("/crash"),
        client.post("/slow"),
        client.post("/", content=b"x" * (proxies.MAX_BODY + 1)),
        client.get("/" + "x" * 40_000),
    ]
    assert [answer.status_code for answer in answers] == [502, 504, 413, 414]
    for answer in answers:
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem.get("type"), "a problem of this API has a type"
        assert problem.get("title"), "a problem of this API has a title"


def test_nginx_keeps_its_version_to_itself(both):
    """No answer tells the version of nginx: the header `Server` is `nginx`, and no more."""
    client, *_ = both
    answers = [client.get("/"), client.post("/", content=b"x" * (proxies.MAX_BODY + 1))]
    assert [answer.headers["server"] for answer in answers] == ["nginx", "nginx"]


def test_a_request_has_one_name_everywhere(both):
    """A request keeps its `X-Request-ID` on its way: the client's own if it is 1 to 64 letters,
    digits, dots, dashes and underscores, otherwise a new one. The application and nginx's access
    log get the same."""
    client, _, _, nginx = both
    for number, sent in enumerate(("shop-42", "", "two words", "x" * 65, 'quote"d')):
        path = f"/named/{number}"
        answer = client.get(path, headers={"X-Request-ID": sent} if sent else {})
        (name,) = proxies.headers_of(answer.json(), "x-request-id")
        if sent == "shop-42":
            assert name == sent
        else:
            assert name != sent
            assert 8 <= len(name) <= 64
        assert name in logged(nginx, path), "the access log does not know this request"


def test_nobody_writes_fields_into_the_log(both):
    """Each line of the access log is JSON, whatever a client has sent: a quotation mark in the path
    ends no text there."""
    client, _, _, nginx = both
    with socket.create_connection((client.base_url.host, client.base_url.port)) as connection:
        connection.sendall(b'GET /quoted/" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
        connection.settimeout(proxies.PATIENCE)
        connection.recv(100)
    logged(nginx, "/quoted/")


def logged(nginx, path):
    """What the access log says of a request. Its line is written after the answer: it is waited
    for."""
    deadline = time.monotonic() + proxies.PATIENCE / 2
    while time.monotonic() < deadline:
        for line in nginx.access_log():
            if path in line:
                return json.dumps(read_line(line))
        time.sleep(0.002)
    pytest.fail("nginx's access log has no line of this request")


def read_line(line):
    """A line of the log as an object; fails where it is none."""
    try:
        return json.loads(line)
    except ValueError:
        pytest.fail(f"This line of the access log is not JSON: {line}", pytrace=False)
