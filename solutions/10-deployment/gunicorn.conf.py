"""The same service under Gunicorn: `gunicorn app.main:app` reads this file by itself.

https://gunicorn.org/reference/settings/
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from prometheus_client.multiprocess import mark_process_dead
from uvicorn_worker import UvicornWorker

from app.core.config import load_settings
from app.core.logs import log_config

_settings = load_settings()
_stdout = {"handlers": ["stdout"], "level": _settings.log_level.upper(), "propagate": False}
_logs = log_config(_settings.log_level)
_metrics = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp("metrics")))


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
max_requests, max_requests_jitter = 10_000, 1_000  # a leak of memory never grows old
# The worker takes over the handlers of these two loggers for Uvicorn's own.
logconfig_dict = _logs | {
    "loggers": _logs["loggers"] | {"gunicorn.error": _stdout, "gunicorn.access": _stdout}
}


def child_exit(server: Any, worker: Any) -> None:  # noqa: ANN401, ARG001
    """Take the gauges of a worker that is gone out of the sum."""
    mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:  # noqa: ANN401, ARG001
    """Remove the directory of the metrics."""
    shutil.rmtree(_metrics, ignore_errors=True)
