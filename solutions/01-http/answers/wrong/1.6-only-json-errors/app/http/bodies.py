import json
from typing import Any

from app.http.messages import HttpError


def parse_json(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=refuse_constant, parse_float=finite)
    except json.JSONDecodeError as error:
        raise HttpError(400, "The body is not JSON.") from error
