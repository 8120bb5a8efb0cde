"""The same service under Gunicorn: `gunicorn app.main:app` reads this file by itself.

https://gunicorn.org/reference/settings/
"""

import math

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
graceful_timeout = math.ceil(_settings.drain_seconds) + _settings.shutdown_seconds
keepalive = _settings.keep_alive_seconds
forwarded_allow_ips = _settings.forwarded_allow_ips
control_socket_disable = True  # nobody steers it, and its place in $HOME may not be writable
# The worker gives the handlers of these two loggers to Uvicorn's own, so they need one themselves.
logconfig_dict = _logs | {
    "loggers": _logs["loggers"] | {"gunicorn.error": _directly, "gunicorn.access": _directly}
}
