"""`course run`: the learner's API, served."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import time
import urllib.request
from types import SimpleNamespace
from typing import Any

import pytest

from course import serve
from course.errors import CourseError
from learner import MAIN


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(learner, *words, end=signal.SIGTERM, ignored=False, sees="nothing"):
    """A running `course run`; `ignored`, as a script starts it in the background."""
    shell = ("sh", "-c", 'trap "" INT; exec "$@"', "sh") if ignored else ()
    process = subprocess.Popen(
        [*shell, *learner.command("run", *words)],
        cwd=learner.root,
        env=learner.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, end)  # as the terminal's Ctrl-C does
        said, _ = process.communicate(timeout=30)
        vars(process)["said"] = said
        assert "KeyboardInterrupt" not in said
        assert "Traceback" not in said or sees in said
        assert process.returncode == 0, said


def ask(port, path):
    for _ in range(300):
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer,
        ):
            return answer.read().decode()
        time.sleep(0.1)
    raise AssertionError("nobody answered")


def is_closed(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_learners_code_is_served_and_ends_with_the_command(learner, port):
    learner.solve("01-shop")
    learner.edit(MAIN, '{"id": item_id}', '{"id": item_id, "mine": 1}')
    with serving(learner, "01", "--port", str(port)):
        assert ask(port, "/items/3") == '{"id":3,"mine":1}'
    assert is_closed(port)


def test_the_solution_is_served_from_elsewhere(learner, port):
    with serving(learner, "01", "--port", str(port), "--solution"):
        assert ask(port, "/items/3") == '{"id":3}'
    assert "# Exercise 1.2" in learner.read(MAIN)


def wait_for(port, text, path="/"):
    """Seconds until a request is answered with this text."""
    began = time.monotonic()
    while ask(port, path) != text:
        assert time.monotonic() < began + 90  # so long only where the machine is busy
        time.sleep(0.1)
    return time.monotonic() - began


def change_kind(learner, kind):
    manifest = learner.root / "phases/manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"asgi"', f'"{kind}"'), encoding="utf-8")


WSGI = """
def app(environ, start):
    start("200 OK", [])
    return [environ["PATH_INFO"].encode()]
"""
STREAMS = """
import asyncio


async def answer(reader, writer):
    head = await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.0 200 OK\\r\\n\\r\\n" + head.split()[1])
    await writer.drain()
    writer.close()


async def app(host, port):
    return await asyncio.start_server(answer, host, port)
"""


@pytest.mark.parametrize(("kind", "code"), [("wsgi", WSGI), ("server", STREAMS)])
def test_other_kinds_are_served_too(learner, port, kind, code):
    change_kind(learner, kind)
    learner.write(MAIN, code)
    with serving(learner, "01", "--port", str(port)):
        assert ask(port, "/there") == "/there"
    assert is_closed(port)


def test_quick_saves_end_with_the_last_one_served(learner, port):
    change_kind(learner, "server")
    learner.write(MAIN, STREAMS)
    with serving(learner, "01", "--port", str(port), ignored=True):
        assert ask(port, "/first") == "/first"
        for number in range(12):
            learner.write(MAIN, STREAMS.replace("+ head.split()[1]", f'+ b"save {number}"'))
            time.sleep(0.15)
        wait_for(port, "save 11")


def test_a_new_save_is_served_at_once_from_the_background(learner, port):
    learner.solve("01-shop")
    with serving(learner, "01", "--port", str(port), ignored=True):
        assert ask(port, "/items/3") == '{"id":3}'
        learner.edit(MAIN, '{"id": item_id}', '{"id": item_id + 1}')
        assert wait_for(port, '{"id":4}', "/items/3") < 4.5, "uvicorn's reloader waits for 5 s"


def test_code_that_cannot_be_imported_waits_for_the_next_save(learner, port):
    learner.solve("01-shop")
    learner.edit(MAIN, "app = FastAPI()", "app = FastAPI(")
    with serving(learner, "01", "--port", str(port), sees="SyntaxError") as process:
        for line in process.stdout:
            if "It has ended. The next save starts it again." in line:
                break
        learner.solve("01-shop")
        assert ask(port, "/items/3") == '{"id":3}'


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_ctrl_c_and_a_closed_terminal_end_it_without_a_stack_trace(learner, port, number):
    learner.solve("01-shop")
    with serving(learner, "01", "--port", str(port), end=number):
        ask(port, "/items/3")
    assert is_closed(port)


def test_a_library_is_run(learner):
    done = learner.types("run", "00")
    assert done.returncode == 0
    assert "plain code runs" in done.stdout


def test_a_port_that_the_system_keeps_is_told_apart(monkeypatch):
    phase: Any = SimpleNamespace(number="04")
    kept = PermissionError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(serve, "refusal_of", lambda port: kept if port < 1024 else None)
    with pytest.raises(CourseError) as raised:
        serve.check_port(80, phase)
    assert "Port 80 may not be used by you" in str(raised.value)
    assert "course run 04 --port 8000" in raised.value.remedy


def test_a_taken_port_names_its_owner_and_a_free_one(learner):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = learner.types("run", "01", "--port", str(port))
        assert serve.owner_of(port)
    assert done.returncode == 2
    assert f"Port {port} is taken by " in done.stderr
    assert "process" in done.stderr
    assert "course run 01 --port" in done.stderr
