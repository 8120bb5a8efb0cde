"""What the tests of all phases share."""

import importlib
import threading
import time
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from course import plugin
from course.processes import Job, run
from course.solutions import write_tree


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


def test_a_project_is_not_mixed_with_one_that_was_imported_before(tmp_path, monkeypatch):
    tree = {f"{folder}/app/__init__.py": b"" for folder in ("mine", "other")}
    tree |= {"other/app/one.py": b"", "mine/app/two.py": b""}
    write_tree(tree | {"tests/test_0_1_it.py": b"def test_it():\n    import app.two\n"}, tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "other")
    importlib.import_module("app.one")
    done = run(Job(tmp_path / "mine", [tmp_path / "tests" / "test_0_1_it.py"]))
    assert [event["passed"] for event in done.events if event["event"] == "test"] == [True]
