"""The log as a stream of JSON: one object a line, whoever has something to say.

A program reads logs before a person does: it searches, counts and alarms by fields. The process
writes to its standard output and does not know where that ends: https://12factor.net/logs
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from app.middleware.request_id import current_request_id

_OF_EVERY_RECORD = {*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName"}
_NOT_FOR_PROGRAMS = {"color_message"}  # Uvicorn's message once more, in colours
SECRET_WORDS = ("authorization", "cookie", "password", "secret", "token")
HIDDEN = "**********"


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time (UTC), level, logger and message, then what `extra` has added.

        A line that was logged while a request was in hand has its `request_id`, one that was logged
        with an exception its traceback, in `exception`. Fields whose names say that they are secret
        lose their value.
        """
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := current_request_id.get():
            line["request_id"] = request_id
        for name, value in record.__dict__.items():
            if name not in _OF_EVERY_RECORD | _NOT_FOR_PROGRAMS:
                line[name] = HIDDEN if is_secret(name) else value
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def is_secret(name: str) -> bool:
    """Tell whether a field should not be written, by its name."""
    return any(word in name.lower() for word in SECRET_WORDS)


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration of all logging, for `logging.config.dictConfig` and for Uvicorn.

    There is one handler, at the root: Uvicorn's own configuration, with its handlers, is not used.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "app.core.logs.JsonFormatter"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": level.upper()},
        "loggers": {
            "alembic.runtime.plugins": {"level": "WARNING"},  # it tells which ones it has
            "httpx2": {"level": "WARNING"},  # it writes addresses with their queries
        },
    }
