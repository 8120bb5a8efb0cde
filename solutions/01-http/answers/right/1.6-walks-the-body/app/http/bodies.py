import json
from typing import Any
from urllib.parse import unquote_to_bytes

from app.http.messages import HttpError


def parse_json(body: bytes) -> Any:
    decoder = json.JSONDecoder(parse_constant=refuse_constant, parse_float=finite)
    try:
        return decoder.decode(str(body, "utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, ValueError, RecursionError):
        raise HttpError(400, "Not JSON.") from None


def parse_urlencoded(body: bytes) -> dict[str, str]:
    fields: dict[str, str] = {}
    pairs = [pair for pair in body.split(b"&") if pair]
    if len(pairs) > MAX_FORM_FIELDS or not body.isascii():
        raise HttpError(400, "Not such a form.")
    for pair in pairs:
        name, _, value = (unquote_to_bytes(p.replace(b"+", b" ")) for p in pair.partition(b"="))
        try:
            fields[name.decode()] = value.decode()
        except UnicodeDecodeError:
            raise HttpError(400, "Not such a form.") from None
    return fields


def parse_multipart(body: bytes, boundary: str) -> dict[str, str | Upload]:
    if not boundary:
        raise HttpError(400, "No boundary.")
    mark = b"--" + boundary.encode("latin-1")
    if not body.startswith(mark):
        start = body.find(b"\r\n" + mark)
        if start < 0:
            raise HttpError(400, "No part.")
        body = body[start + 2 :]
    at = len(mark)
    fields: dict[str, str | Upload] = {}
    for _ in range(MAX_FORM_FIELDS + 1):
        if body[at : at + 2] == b"--":
            return fields
        end = body.find(b"\r\n" + mark, at)
        if end < 0:
            break
        name, value = parse_part(body[at:end])
        fields[name] = value
        at = end + 2 + len(mark)
    raise HttpError(400, "No end.")
