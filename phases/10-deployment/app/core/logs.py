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
        raise NotImplementedError("exercise 10.2")


def is_secret(name: str) -> bool:
    """Tell whether a field should not be written, by its name."""
    return any(word in name.lower() for word in SECRET_WORDS)


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration of all logging, for `logging.config.dictConfig` and for Uvicorn.

    There is one handler, at the root: Uvicorn's own configuration, with its handlers, is not used.
    """
    raise NotImplementedError("exercise 10.2")
