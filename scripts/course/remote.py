"""Fixtures for phases that are judged over HTTP only: a part of the pytest plugin.

What is judged is the project, started as a process, or whatever answers at COURSE_URL, in any
language. The suite of such a phase sees no difference.
"""

import json
import os
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from course.exchanges import happening
from course.uvicorn_process import UvicornProcess

URL = "COURSE_URL"
RESTART = "COURSE_RESTART"
"""A shell's command that restarts what answers at COURSE_URL."""
LOG = "COURSE_LOG"
"""The file in which what answers at COURSE_URL writes its log."""
SHELL = "COURSE_SHELL"
"""The environment of who typed the command, as JSON: a suite's own is another one."""
RESTART_SECONDS = 20.0
START_SECONDS = 25.0
"""Less than the exercises have that start servers, so that they can say that one does not start."""
SCRIPTS = Path(__file__).parents[1]


def new_client(url: str, record: list[Any]) -> Any:  # noqa: ANN401 - httpx2 is imported late
    """An HTTP client that follows no redirects and records what a verdict shows."""
    import httpx2

    # Without TLS to verify and proxies to look for, a client costs 1 ms instead of 90.
    verify = url.startswith("https:")
    hooks = {"response": [record.append]}
    return httpx2.Client(
        base_url=url, event_hooks=hooks, timeout=30.0, verify=verify, trust_env=False
    )


class Running:
    """A server that is not in this process: it is asked, it is restarted, its log is read."""

    def __init__(self, url: str, record: list[Any]) -> None:
        self.url = url.rstrip("/")
        self._record = record
        self._stack = ExitStack()

    def client(self) -> Any:  # noqa: ANN401
        """A client of its own, closed after the test."""
        return self._stack.enter_context(new_client(self.url, self._record))

    def connect(self) -> socket.socket:
        """A raw connection, closed after the test."""
        address = urlsplit(self.url)
        host, tls = address.hostname or "", address.scheme == "https"
        port = address.port or (443 if tls else 80)
        connection = socket.create_connection((host, port), timeout=10)
        if tls:
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        return self._stack.enter_context(connection)

    def restart(self) -> None:
        """Stop it as an operator does, start it again, and wait until it answers."""
        self._restart()
        self._record.append(happening("The server was restarted."))

    def _restart(self) -> None:
        command = os.environ.get(RESTART)
        if not command:
            told = f"--url {self.url} --restart 'COMMAND'"
            pytest.fail(f"Say how your server is restarted: {told}", pytrace=False)
        arguments: Any = command if os.name == "nt" else ["sh", "-c", command]
        try:
            done = subprocess.run(
                arguments,
                stdin=subprocess.DEVNULL,
                env=json.loads(os.environ[SHELL]),
                check=False,
                timeout=RESTART_SECONDS,
                start_new_session=True,  # the suite ends with all of its group, the server stays
            )
        except subprocess.TimeoutExpired:
            told = f"{command} has not ended after {RESTART_SECONDS:.0f} seconds."
            pytest.fail(f"{told} Let it start the server in the background (&).", pytrace=False)
        if done.returncode:
            pytest.fail(f"{command} ended with exit code {done.returncode}.", pytrace=False)
        deadline = time.monotonic() + RESTART_SECONDS
        while not is_answered(self.url):
            if time.monotonic() > deadline:
                pytest.fail("The server does not answer after the restart.", pytrace=False)
            time.sleep(0.05)

    def log(self) -> str:
        """What it has written so far."""
        path = os.environ.get(LOG)
        if not path:
            told = f"--url {self.url} --log FILE"
            pytest.fail(f"Say where your server writes its log: {told}", pytrace=False)
        return Path(path).read_text(encoding="utf-8", errors="replace")

    def close(self) -> None:
        """Close what was opened."""
        self._stack.close()


class _Started(Running):
    """The project under Uvicorn, in a process of its own, its log in a file."""

    def __init__(self, process: UvicornProcess, record: list[Any]) -> None:
        super().__init__(process.url, record)
        self._process = process
        self._stack.callback(process.close)

    def _restart(self) -> None:
        self._process.restart()

    def log(self) -> str:
        return self._process.log()


def is_answered(url: str) -> bool:
    """Whether anything there speaks HTTP: a server, and not only a proxy that waits for one."""
    import httpx2

    try:
        answer = httpx2.get(url, timeout=2.0, trust_env=False)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False
    return answer.status_code not in {502, 503, 504}


@pytest.fixture
def running(request: pytest.FixtureRequest, project: Path, tmp_path: Path) -> Iterator[Running]:
    """What is judged, outside of this process: see Running."""
    record = request.getfixturevalue("_record")
    if url := os.environ.get(URL):
        found = Running(url, record)
    else:
        target = request.getfixturevalue("_settings")["app"]
        log = tmp_path / "log"
        process = UvicornProcess(target, project, log=log, start_seconds=START_SECONDS)
        found = _Started(process, record)
    yield found
    found.close()


class Clients:
    """A few clients that ask at once, and keep their connections to a server."""

    def __init__(self, url: str, headers: Mapping[str, str], count: int) -> None:
        address = urlsplit(url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._target = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"
        self._headers = dict(headers)
        self._connections = [
            kind(address.hostname or "", address.port, timeout=10) for _ in range(count)
        ]
        self._threads = ThreadPoolExecutor(count)

    def seconds(self) -> float:
        """How long it takes until each of them has got three answers.

        Raises: AssertionError for any answer but 200, or none.
        """
        begin = time.perf_counter()
        list(self._threads.map(self._ask, self._connections))
        return time.perf_counter() - begin

    def _ask(self, connection: HTTPConnection) -> None:
        for _ in range(3):
            try:
                status = self._status(connection)
            except (OSError, HTTPException) as error:
                raise AssertionError(f"{self._target} is not answered: {error!r}") from error
            if status != 200:
                raise AssertionError(f"Under load, {self._target} is answered {status}.")

    def _status(self, connection: HTTPConnection) -> int:
        try:
            connection.request("GET", self._target, headers=self._headers)
            answer = connection.getresponse()
        except ConnectionError:  # a server may close a connection that it has not heard of
            connection.close()
            connection.request("GET", self._target, headers=self._headers)
            answer = connection.getresponse()
        answer.read()
        return answer.status

    def close(self) -> None:
        """Close the connections."""
        self._threads.shutdown()
        for connection in self._connections:
            connection.close()


@pytest.fixture
def shares(request: pytest.FixtureRequest) -> Iterator[Callable[..., Iterator[float]]]:
    """What share of the rate of `course.yardstick` a server reaches, measured again and again.

    `shares(url, "/account", headers, clients=4)`: each time these clients ask both servers for a
    few answers, one right after the other. So what slows the machine down slows both.
    """
    with ExitStack() as stack:
        yardstick = stack.enter_context(_yardstick(request))

        def compared(
            url: str, beside: str, headers: Mapping[str, str], clients: int
        ) -> Iterator[float]:
            request.getfixturevalue("_record").clear()  # what came before is not what is measured
            ours, theirs = Clients(url, headers, clients), Clients(yardstick + beside, {}, clients)
            with closing(ours), closing(theirs):
                theirs.seconds(), ours.seconds()
                while True:
                    yield theirs.seconds() / ours.seconds()

        yield compared


@contextmanager
def _yardstick(request: pytest.FixtureRequest) -> Iterator[str]:
    """The server that rates are held to, on this machine; yields its URL."""
    from course.services import postgres

    with ExitStack() as stack:
        if URL in os.environ:
            database = stack.enter_context(postgres.scratch())
        else:
            database = request.getfixturevalue("_server").url
        environment = {"YARDSTICK_DATABASE": database}
        process = UvicornProcess(
            "course.yardstick:app", SCRIPTS, environment=environment, start_seconds=START_SECONDS
        )
        stack.callback(process.close)
        yield process.url
