"""Processes of the shop on this machine, each on a port of its own."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from app.ops.healthcheck import is_healthy

HOST = "127.0.0.1"
READY_PATH = "/health/ready"
STOP_SECONDS = 40.0


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.create_server((HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class ShopProcess:
    """One process of the shop: `python -m app` in a folder, on a free port."""

    def __init__(self, project: Path, environment: Mapping[str, str] | None = None) -> None:
        self._port = free_port()
        own = {"PORT": str(self._port), "BIND_HOST": HOST, "WEB_CONCURRENCY": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "app"],
            cwd=project,
            env=os.environ | (environment or {}) | own,
        )

    @property
    def address(self) -> str:
        """Where it listens: `host:port`."""
        return f"{HOST}:{self._port}"

    def is_ready(self) -> bool:
        """Whether it can answer requests by now."""
        return is_healthy(f"http://{self.address}{READY_PATH}", timeout=1.0)

    def is_running(self) -> bool:
        """Whether it has not ended, ready or not."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Send SIGTERM, and return when it has answered what it had begun, and ended."""
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
