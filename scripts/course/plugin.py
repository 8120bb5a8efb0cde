"""What the tests of all phases share: a pytest plugin.

A phase's `pyproject.toml` loads it, so that plain `pytest` in a phase's folder says the same as
`course check`. Its fixtures are described in docs/contributing.md.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from course import remote
from course.exchanges import Exchange, from_response
from course.explain import Comparison, Failure, explain, with_values
from course.fresh import load
from course.remote import URL, new_client
from course.uvicorn_process import HOST, START_SECONDS, UvicornProcess
from course.workspace import settings_of

EXCHANGES = pytest.StashKey[list[Any]]()
COMPARISON = pytest.StashKey[Comparison]()

LAST_REQUESTS_SECONDS = 5.0

_running: pytest.Item | None = None


def pytest_configure(config: pytest.Config) -> None:
    """Make the project importable from wherever its tests lie, and its services at hand."""
    project = str(config.rootpath)
    if sys.path[0] != project:
        sys.path.insert(0, project)
    logging.getLogger("httpx2").setLevel(logging.WARNING)  # it tells what the suite does
    settings = settings_of(config.rootpath)
    for name, value in settings.get("environment", {}).items():
        os.environ.setdefault(name, value)
    if settings.get("by_url"):
        config.pluginmanager.register(remote, "course.remote")
    if settings.get("services") and URL not in os.environ:
        config.pluginmanager.import_plugin("course.services.fixtures")


@pytest.fixture
def project(pytestconfig: pytest.Config) -> Path:
    """The project's folder."""
    return pytestconfig.rootpath


@pytest.fixture(scope="session")
def _settings(pytestconfig: pytest.Config) -> dict[str, Any]:
    return settings_of(pytestconfig.rootpath)


class Server:
    """An application of the project on a free port."""

    def __init__(self, port: int, record: list[Any]) -> None:
        self.host, self.port = HOST, port
        self.url = f"http://{HOST}:{port}"
        self._record = record

    def send(self, data: bytes, timeout: float = 2.0) -> bytes:
        """Send raw bytes over a new connection; read until the server closes it or is silent."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as connection:
            with contextlib.suppress(ConnectionError):
                connection.sendall(data)
            received = b""
            with contextlib.suppress(TimeoutError, ConnectionError):
                while chunk := connection.recv(65536):
                    received += chunk
                    connection.settimeout(min(timeout, 0.3))
        raw = Exchange("", "", [], data, 0, "", [], received, raw=True)
        self._record.append(raw)
        return received


@pytest.fixture
def _record(request: pytest.FixtureRequest) -> list[Any]:
    record: list[Any] = request.node.stash.setdefault(EXCHANGES, [])
    return record


@pytest.fixture
def server(_settings: dict[str, Any], project: Path, _record: list[Any]) -> Iterator[Server]:
    """The phase's app on a real free port, started afresh for each test."""
    start = {"asgi": _serve_asgi, "wsgi": _serve_wsgi, "server": _serve_streams}[_settings["kind"]]
    with start(load(_settings["app"], project)) as port:
        yield Server(port, _record)


@pytest.fixture
def client(
    request: pytest.FixtureRequest, _settings: dict[str, Any], project: Path
) -> Iterator[Any]:
    """An HTTP client of the phase's app; the app is started afresh for each test."""
    record = request.getfixturevalue("_record")
    hooks = {"response": [record.append]}
    if url := os.environ.get(URL):
        with new_client(url, record) as http_client:
            yield http_client
    elif _settings["kind"] == "asgi" and "server" not in request.fixturenames:
        from starlette.testclient import TestClient

        app = load(_settings["app"], project)
        with TestClient(app, follow_redirects=False) as test_client:
            test_client.event_hooks = hooks
            wait_until_idle = _count_requests(test_client)
            yield test_client
            wait_until_idle()
    else:
        with new_client(request.getfixturevalue("server").url, record) as http_client:
            yield http_client


def _count_requests(client: Any) -> Callable[[], object]:  # noqa: ANN401
    """Count a client's requests that have no answer yet; returns what waits until there are none.

    A test that failed may have left one in another thread. Starlette's client would wait for ever
    if it were closed while that one ends.
    """
    send, ended, unanswered = client.send, threading.Condition(), 0

    def counted(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        nonlocal unanswered
        with ended:
            unanswered += 1
        try:
            return send(*arguments, **options)
        finally:
            with ended:
                unanswered -= 1
                ended.notify()

    def wait() -> None:
        with ended:
            ended.wait_for(lambda: not unanswered, LAST_REQUESTS_SECONDS)

    client.send = counted
    return wait


@pytest.fixture
def serve(project: Path, _record: list[Any]) -> Iterator[Callable[..., Server]]:
    """Start ASGI applications of the project under Uvicorn, in processes of their own."""
    with contextlib.ExitStack() as stack:

        def start(target: str, *, workers: int = 1, env: dict[str, str] | None = None) -> Server:
            process = UvicornProcess(target, project, workers=workers, environment=env)
            stack.callback(process.close)
            return Server(process.port, _record)

        yield start


@pytest.fixture(scope="session")
def _bench(request: pytest.FixtureRequest) -> Iterator[Any]:
    from course.catching import Bench

    with Bench.open(request) as bench:
        yield bench


@pytest.fixture
def own_tests(request: pytest.FixtureRequest, _bench: Any) -> Callable[..., Any]:  # noqa: ANN401
    """The tests that the learner wrote for this exercise: `own_tests("suite/test_money.py")`."""

    def find(file: str, *, mine: Sequence[str] = ()) -> Any:  # noqa: ANN401
        return _bench.tests_of(request.path, file, tuple(mine))

    return find


@pytest.fixture
def run_python(project: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Python in the project: `run_python("-m", "app")`."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
        command = [sys.executable, *arguments]
        defaults: dict[str, Any] = {"cwd": project, "capture_output": True, "text": True}
        defaults["check"] = False
        done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: PLW1510
            command, **defaults | options
        )
        return done

    return run


@contextlib.contextmanager
def _serve_asgi(app: Any) -> Iterator[int]:  # noqa: ANN401
    import uvicorn

    listener = socket.create_server((HOST, 0))
    uvicorn_server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(
        target=uvicorn_server.run, kwargs={"sockets": [listener]}, daemon=True
    )
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not uvicorn_server.started and thread.is_alive() and time.monotonic() < deadline:
        time.sleep(0.002)
    if not uvicorn_server.started:
        pytest.fail("The application did not start under Uvicorn.", pytrace=False)
    try:
        yield listener.getsockname()[1]
    finally:
        uvicorn_server.should_exit = True
        thread.join(5)
        listener.close()


@contextlib.contextmanager
def _serve_wsgi(app: Any) -> Iterator[int]:  # noqa: ANN401
    from wsgiref.simple_server import make_server

    with make_server(HOST, 0, app) as wsgi_server:
        thread = threading.Thread(target=wsgi_server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield wsgi_server.server_port
        wsgi_server.shutdown()
        thread.join(5)


@contextlib.contextmanager
def _serve_streams(start: Any) -> Iterator[int]:  # noqa: ANN401
    """Run `async def start(host, port) -> asyncio.Server` on an event loop in a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        asyncio_server: asyncio.Server = asyncio.run_coroutine_threadsafe(
            start(HOST, 0), loop
        ).result(START_SECONDS)
        yield asyncio_server.sockets[0].getsockname()[1]
        asyncio.run_coroutine_threadsafe(_close(asyncio_server), loop).result(5)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        if not thread.is_alive():
            loop.close()


async def _close(asyncio_server: asyncio.Server) -> None:
    asyncio_server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Remember which test runs: the comparison hook is not told."""
    global _running  # noqa: PLW0603 - one test runs at a time in a process
    _running = item


def pytest_assertrepr_compare(op: str, left: object, right: object) -> None:
    """Keep what a failing `assert` compared, for the verdict."""
    if _running is not None:
        _running.stash[COMPARISON] = Comparison(op, left, right)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Explain a failure in the learner's terms, for the verdict and for plain pytest."""
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if call.excinfo is not None and report.failed:
        failure = _explain(item, call.excinfo)
        report.user_properties.append(("failure", json.dumps(failure.to_json())))
        report.sections.append(("in short", as_text(failure)))
    return report  # type: ignore[return-value]


def _explain(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> Failure:
    at = {"at": os.environ[URL].rstrip("/")} if URL in os.environ else {}
    exchanges = [
        e if isinstance(e, Exchange) else from_response(e, **at)
        for e in item.stash.get(EXCHANGES, [])
    ]
    comparison = item.stash.get(COMPARISON, None)
    error, project = excinfo.value, item.config.rootpath
    settings = settings_of(project)
    written = () if settings.get("by_url") else settings.get("written", ())
    failure = explain(error, project, comparison, exchanges, str(error), written)
    parameters = getattr(item, "callspec", None)  # of a parametrised test: which of its cases
    case = with_values(parameters.params).removeprefix(", ") if parameters else ""
    if case and not failure.blank and case.removeprefix("with ") not in failure.note:
        failure.note = f"{failure.note} ({case})" if failure.note else f"W{case[1:]}"
        failure.message = f"{failure.message} ({case})"
    return failure


def as_text(failure: Failure) -> str:
    """A failure in plain lines."""
    rows = [
        ("", failure.note),
        *(("", line) for line in failure.detail),
        ("sent", failure.sent),
        ("expected", failure.expected),
        ("received", failure.received),
        *(("before", line) for line in failure.before),
        ("try it", failure.curl),
    ]
    if failure.frame:
        frame = failure.frame
        rows.append(("your code", f"{frame.file}, line {frame.line}: {frame.code}"))
    return "\n".join(f"{name:<9} {text}".strip() for name, text in rows if text)
