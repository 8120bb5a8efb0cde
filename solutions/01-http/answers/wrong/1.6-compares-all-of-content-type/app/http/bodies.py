from typing import Any

from app.http.messages import HttpError, Request


def read_json(request: Request) -> Any:
    if request.headers.get("content-type") != "application/json":
        raise HttpError(415, "Send application/json.")
    return parse_json(request.body)
