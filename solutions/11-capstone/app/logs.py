"""Logs: one JSON object a line, and a name for each request that answer and log share."""

import json
import logging
import re
import sys
import time
from datetime import UTC, datetime
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""What may stand in a log as it is: a line break would write a line of its own."""

log = logging.getLogger("app.requests")


class JsonFormatter(logging.Formatter):
    """Writes a record as a JSON object; what is in `extra={"fields": {…}}` becomes members."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, whatever the message holds."""
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str)


def configure_logs() -> None:
    """Send the application's log and Uvicorn's to standard output, as JSON."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter())
    for name in ("app", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
    logging.getLogger("app").setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True  # RequestLogMiddleware writes that


class RequestLogMiddleware:
    """Names each request (the client's `X-Request-ID`, or a new one) and writes a line about it.

    The line has neither headers, query nor body: tokens and passwords are in them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the answer's status and how long it took."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wish = Headers(scope=scope).get(REQUEST_ID, "")
        request_id = wish if ACCEPTED.fullmatch(wish) else str(uuid4())
        status, started = 500, time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            fields = {
                "request_id": request_id,
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "duration_ms": round(1000 * (time.perf_counter() - started), 1),
            }
            log.info("answered", extra={"fields": fields})
