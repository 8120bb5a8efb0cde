"""How the application is served: what Uvicorn is told, by the settings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from uvicorn.supervisors import Multiprocess

from app.core.config import Settings
from app.core.logs import log_config

APPLICATION = "app.main:app"


def server_options(settings: Settings) -> dict[str, Any]:
    """Return the arguments of `uvicorn.run`."""
    return {
        "app": APPLICATION,  # by its name: each worker imports it for itself
        "host": settings.bind_host,
        "port": settings.port,
        "workers": settings.web_concurrency,
        "forwarded_allow_ips": settings.forwarded_allow_ips,
        "timeout_keep_alive": settings.keep_alive_seconds,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
        "server_header": False,  # whoever looks for weak versions need not be told ours
        "access_log": False,  # AccessLogMiddleware knows more
        "log_config": log_config(settings.log_level),
    }


@contextmanager
def shared_metrics(workers: int) -> Iterator[None]:
    """Give several workers a directory for their numbers: each writes a file, and reads all.

    It is a new one for each start: what an earlier process counted is past.
    """
    if workers == 1:
        yield
        return
    with TemporaryDirectory(prefix="metrics-") as directory:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        yield


class Workers(Multiprocess):
    """Uvicorn's supervisor of workers, which closes its own door, too.

    It holds the listening socket, as its workers do. While anybody holds it, the kernel takes new
    connections: they would hang without an answer when the workers have closed theirs.
    """

    def terminate_all(self) -> None:
        """Close the socket, and tell the workers to end; they still hold it until they do."""
        for listener in self.sockets:
            listener.close()
        super().terminate_all()

    def keep_subprocess_alive(self) -> None:
        """Replace workers that are gone: what those were doing is not in progress any more."""
        from prometheus_client.multiprocess import (  # noqa: PLC0415 - see `shared_metrics`
            mark_process_dead,
        )

        before = {process.pid for process in self.processes}
        super().keep_subprocess_alive()
        for gone in before - {process.pid for process in self.processes}:
            mark_process_dead(gone)  # type: ignore[no-untyped-call]


def serve(settings: Settings) -> None:
    """Serve the application until the process is told to end."""
    options = server_options(settings)
    with shared_metrics(settings.web_concurrency):
        if settings.web_concurrency == 1:
            uvicorn.run(**options)
        else:
            config = uvicorn.Config(**options)
            Workers(config, sockets=[config.bind_socket()]).run()
