"""`course run`: the learner's API, served."""

import contextlib
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from course import serve
from learner import MAIN


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(learner, *words):
    process = subprocess.Popen(
        learner.command("run", *words),
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
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
        assert "Traceback" not in said
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
    manifest = learner.root / "phases/manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"asgi"', f'"{kind}"'), encoding="utf-8")
    learner.write(MAIN, code)
    with serving(learner, "01", "--port", str(port)):
        assert ask(port, "/there") == "/there"
    assert is_closed(port)


def test_a_library_is_run(learner):
    done = learner.types("run", "00")
    assert done.returncode == 0
    assert "plain code runs" in done.stdout


def test_a_taken_port_names_its_owner_and_a_free_one(learner):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = learner.types("run", "01", "--port", str(port))
        assert serve.owner_of(port)
    assert done.returncode == 2
    assert f"Port {port} is taken by " in done.stderr
    assert "process" in done.stderr
    assert "course run 01 --port" in done.stderr
