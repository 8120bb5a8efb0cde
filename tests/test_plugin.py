"""What the tests of all phases share."""

import threading
import time
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from course import plugin


def slow_shop(may_end):
    """An application whose one answer waits, with what says that the request has come."""
    app, came = FastAPI(), threading.Event()

    @app.get("/")
    def read():
        came.set()
        may_end.wait(10)

    return app, came


def test_a_client_ends_when_the_last_of_its_requests_is_answered():
    """Closed while one ends, Starlette's may wait for ever."""
    may_end, answers = threading.Event(), []
    app, came = slow_shop(may_end)
    with TestClient(app) as client:
        wait_until_idle = plugin._count_requests(client)
        thread = threading.Thread(target=lambda: answers.append(client.get("/").status_code))
        thread.start()
        assert came.wait(10)
        threading.Timer(0.2, may_end.set).start()
        wait_until_idle()
    thread.join(10)
    assert answers == [200]


def test_it_does_not_wait_for_ever(monkeypatch):
    monkeypatch.setattr(plugin, "LAST_REQUESTS_SECONDS", 0.1)
    may_end = threading.Event()
    client = SimpleNamespace(send=lambda: may_end.wait(10))
    wait_until_idle = plugin._count_requests(client)
    thread = threading.Thread(target=client.send)
    thread.start()
    began = time.monotonic()
    wait_until_idle()
    assert time.monotonic() - began < 5
    may_end.set()
    thread.join(10)


def test_a_request_that_fails_is_over():
    def refuse():
        raise ConnectionRefusedError

    client = SimpleNamespace(send=refuse)
    wait_until_idle = plugin._count_requests(client)
    with pytest.raises(ConnectionRefusedError):
        client.send()
    wait_until_idle()
