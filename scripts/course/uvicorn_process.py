"""An ASGI application under Uvicorn, in a process of its own."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from course.exchanges import shorten

HOST = "127.0.0.1"
START_SECONDS = 10.0
STOP_SECONDS = 5.0
LAST_LINES = 8
"""Of what a server wrote that did not start: an exception stands at the end."""


class UvicornProcess:
    """It is started at once; `url` is where it answers.

    The socket is kept here, so whoever connects during a restart waits, and is not refused.
    """

    def __init__(
        self,
        target: str,
        folder: Path,
        *,
        workers: int = 1,
        environment: Mapping[str, str] | None = None,
        log: Path | None = None,
        start_seconds: float = START_SECONDS,
    ) -> None:
        self._log, self._start_seconds = log, start_seconds
        self._stack = contextlib.ExitStack()
        self._output = self._stack.enter_context(log.open("wb", buffering=0)) if log else None
        self._listener = self._stack.enter_context(socket.create_server((HOST, 0)))
        # Connections inherit it. Uvicorn takes a handed socket for no TCP, and sets it nowhere;
        # without it each answer comes 40 ms later.
        self._listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._command = [sys.executable, "-m", "uvicorn", target, "--log-level", "warning"]
        self._command += ["--workers", str(workers)]
        self._folder, self._environment = folder, environment or {}
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        where = ["--fd", str(self._listener.fileno())]
        if os.name == "nt":  # no file descriptors are handed over there
            self._listener.close()
            where = ["--host", HOST, "--port", str(self.port)]
        process = subprocess.Popen(
            [*self._command, *where],
            cwd=self._folder,
            env=os.environ | self._environment,
            stdout=self._output,
            stderr=self._output,
            pass_fds=() if os.name == "nt" else (self._listener.fileno(),),
        )
        self._wait_until_answered(process)
        return process

    def _wait_until_answered(self, process: "subprocess.Popen[bytes]") -> None:
        """Wait for the first answer: the listening socket was there before the server."""
        deadline = time.monotonic() + self._start_seconds
        while time.monotonic() < deadline and process.poll() is None:
            if self._is_answered():
                return
            time.sleep(0.02)
        code = process.poll()
        told = f"did not start (exit code {code})" if code is not None else "does not answer"
        stop(process)
        lines = [line for line in self.log().replace("\\n", "\n").splitlines() if line.strip()]
        self._stack.close()
        last = [shorten(line) for line in lines[-LAST_LINES:]]
        pytest.fail("\n".join([f"The server {told}.", *last]), pytrace=False)

    def _is_answered(self) -> bool:
        question = b"OPTIONS * HTTP/1.1\r\nHost: course\r\nConnection: close\r\n\r\n"
        try:
            with socket.create_connection((HOST, self.port), timeout=START_SECONDS) as connection:
                connection.sendall(question)
                return bool(connection.recv(1))
        except OSError:
            return False

    def restart(self) -> None:
        """Stop it as an operator does, by SIGTERM, and start it again."""
        stop(self._process)
        self._process = self._start()

    def log(self) -> str:
        """What it has written so far; nothing where no file was named for it."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log else ""

    def close(self) -> None:
        """Stop it, and let the port go."""
        stop(self._process)
        self._stack.close()


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process by SIGTERM, and where it stays all the same, at once."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
