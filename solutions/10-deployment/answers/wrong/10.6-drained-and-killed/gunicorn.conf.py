"""The same service under Gunicorn: `gunicorn app.main:app` reads this file by itself.

https://gunicorn.org/reference/settings/
"""

import os
import shutil
import tempfile
from typing import Any

from uvicorn_worker import UvicornWorker

from app.core.config import load_settings
from app.core.logs import log_config

_settings = load_settings()
_logs = log_config(_settings.log_level)
_directly = {"handlers": ["stdout"], "propagate": False}


class _Worker(UvicornWorker):
    """Uvicorn as a worker of Gunicorn, silent about itself."""

    CONFIG_KWARGS = UvicornWorker.CONFIG_KWARGS | {"server_header": False, "access_log": False}


bind = f"{_settings.bind_host}:{_settings.port}"
workers = _settings.web_concurrency
worker_class = _Worker
timeout = 30  # a worker whose event loop says nothing for so long is killed
graceful_timeout = _settings.shutdown_seconds
keepalive = _settings.keep_alive_seconds
forwarded_allow_ips = _settings.forwarded_allow_ips
control_socket_disable = True  # nobody steers it, and its place in $HOME may not be writable
# The worker gives the handlers of these two loggers to Uvicorn's own, so they need one themselves.
logconfig_dict = _logs | {
    "loggers": _logs["loggers"] | {"gunicorn.error": _directly, "gunicorn.access": _directly}
}


def on_starting(server: Any) -> None:  # noqa: ANN401, ARG001
    """Make a directory for the metrics of all workers.

    The library looks for the variable when it is imported, which the workers do later. Not above:
    this file is read again at each SIGHUP, and by `--check-config`.
    """
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="metrics-")


def child_exit(server: Any, worker: Any) -> None:  # noqa: ANN401, ARG001
    """Take the gauges of a worker that is gone out of the sum."""
    from prometheus_client.multiprocess import mark_process_dead  # noqa: PLC0415 - not earlier

    mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:  # noqa: ANN401, ARG001
    """Remove the directory of the metrics."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
