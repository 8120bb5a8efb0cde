"""What operators need: health, a line of JSON for each request, careful headers."""

import json
import logging
import re
import sys
import time
from uuid import uuid4

from flask import Flask, Response, current_app, g, request
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from accounts.problems import refusal

ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}")


def read_health() -> dict[str, str]:
    """Answer as long as the process can."""
    return {"status": "ok"}


def read_readiness() -> dict[str, str]:
    """Answer 200 if the database answers."""
    try:
        with current_app.config["DATABASE"].connect() as db:
            db.execute(text("SELECT 1"))
    except SQLAlchemyError:
        raise refusal(503, "The database does not answer.") from None
    return {"status": "ok"}


def begin() -> None:
    """Name the request, and start the clock."""
    wish = request.headers.get("X-Request-ID", "")
    g.request_id = wish if ACCEPTED.fullmatch(wish) else str(uuid4())
    g.started = time.perf_counter()


def finish(answer: Response) -> Response:
    """Write headers and a line of the log."""
    answer.headers["X-Request-ID"] = g.request_id
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers.setdefault("Cache-Control", "no-store")
    entry = {
        "request_id": g.request_id,
        "method": request.method,
        "path": request.path,
        "status": answer.status_code,
        "duration_ms": round(1000 * (time.perf_counter() - g.started), 1),
    }
    current_app.logger.info(json.dumps(entry))
    return answer


def add_operations(app: Flask) -> None:
    """Add all of it to an application; its log goes to standard output."""
    app.logger.handlers = [logging.StreamHandler(sys.stdout)]
    app.logger.setLevel(logging.INFO)
    app.add_url_rule("/health", view_func=read_health)
    app.add_url_rule("/ready", view_func=read_readiness)
    app.before_request(begin)
    app.after_request(finish)
