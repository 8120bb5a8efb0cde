"""What is in a body: JSON, a form as a browser sends it, or a form with files."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from app.http.messages import HttpError, Request
from app.http.parser import parse_headers

MAX_FORM_FIELDS = 100
# `; name=value` or `; name="value"`; nothing may stand between two `;` (RFC 9110, section 5.6.6).
_OPTION = re.compile(
    r"[ \t]*;[ \t]*(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:\"((?:[^\"\\]|\\.)*)\"|([^;\" \t]*)))?"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a form. `filename` is what the client says: never use it as a path.

    content_type: what the part says; application/octet-stream when it says nothing.
    """

    filename: str
    content_type: str
    content: bytes


def parse_options(value: str) -> tuple[str, dict[str, str]]:
    """Take a value with parameters apart: `text/html; charset=utf-8` is text/html and one.

    What is no parameter ends the reading. (`email.message` of the standard library can do this,
    too; of a long value it takes minutes, and of some it raises a TypeError.)
    """
    first, _, _ = value.partition(";")
    options: dict[str, str] = {}
    position = len(first)
    while option := _OPTION.match(value, position):
        name, quoted, plain = option.groups()
        if name:
            options[name.lower()] = plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        position = option.end()
    return first.strip(" \t").lower(), options


def parse_json(body: bytes) -> Any:  # noqa: ANN401 - JSON says what it says
    """Return what a JSON text says.

    Raises: HttpError 400 when it is not JSON in UTF-8. `NaN` and `Infinity` are not JSON, though
    Python's parser takes them; nor does it read 1e999, of which Python would make Infinity, or a
    text nested too deep.
    Source: RFC 8259, sections 6, 8.1 and 9.
    """
    try:
        return json.loads(body.decode(), parse_constant=refuse_constant, parse_float=finite)
    except (ValueError, RecursionError) as error:
        raise HttpError(400, "The body is not JSON.") from error


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity: for `json.loads(…, parse_constant=refuse_constant)`."""
    raise ValueError(f"{name} is not JSON.")


def finite(text: str) -> float:
    """Refuse a number that no float can hold: for `json.loads(…, parse_float=finite)`."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("The number is too large.")
    return number


def parse_urlencoded(body: bytes) -> dict[str, str]:
    """Return the fields of `email=ada%40example.org&message=Good+day`; a field may be empty.

    Raises: HttpError 400 when it is not UTF-8, or has more than MAX_FORM_FIELDS fields.
    Source: WHATWG URL, section 5.1.
    """
    try:
        fields = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MAX_FORM_FIELDS,
        )
    except ValueError as error:
        raise HttpError(400, "The body is not a URL-encoded form.") from error
    return dict(fields)


def parse_multipart(body: bytes, boundary: str) -> dict[str, str | Upload]:
    """Return the fields of a multipart form: text as str, a part with a filename as Upload.

    Each part begins with a line `--boundary`, has header fields, an empty line and its content;
    `--boundary--` ends the last, and what follows means nothing. The line break before a boundary
    belongs to the boundary; all else of a content is kept, octet by octet.

    Raises: HttpError 400 for any other form, for a part without a name, for text that is not
    UTF-8 (a name and a filename are text), and for more than MAX_FORM_FIELDS parts.
    Source: RFC 7578, section 4; RFC 2046, section 5.1.1.
    """
    delimiter = b"\r\n--" + boundary.encode("latin-1")
    _, *parts = (b"\r\n" + body).split(delimiter)
    end = next((at for at, part in enumerate(parts) if part.startswith(b"--")), None)
    if not boundary or end is None:
        raise HttpError(400, "The body does not end with its boundary.")
    if end > MAX_FORM_FIELDS:
        raise HttpError(400, f"A form may have {MAX_FORM_FIELDS} fields.")
    return dict(parse_part(part) for part in parts[:end])


def parse_part(part: bytes) -> tuple[str, str | Upload]:
    """Return name and content of one part: `CRLF, header fields, CRLF CRLF, content`.

    `Content-Disposition: form-data; name="…"` has the name, and `filename` when it is a file. Both
    are UTF-8: see `as_utf8`.

    Raises: HttpError 400 as parse_multipart says.
    Source: RFC 7578, sections 4.2 and 4.4.
    """
    head, empty_line, content = part.partition(b"\r\n\r\n")
    _, *lines = head.split(b"\r\n")
    headers = parse_headers(lines)
    _, options = parse_options(headers.get("content-disposition"))
    if not empty_line or "name" not in options:
        raise HttpError(400, "A part of the form has no name.")
    try:
        name = as_utf8(options["name"])
        if "filename" not in options:
            return name, content.decode()
        filename = as_utf8(options["filename"])
    except UnicodeError as error:
        raise HttpError(400, "The text of a form is in UTF-8.") from error
    content_type = headers.get("content-type", "application/octet-stream")
    return name, Upload(filename, content_type, content)


def as_utf8(text: str) -> str:
    """Read again, as UTF-8, what `parse_headers` took as ISO-8859-1 (RFC 7578, section 5.1)."""
    return text.encode("latin-1").decode()


def read_json(request: Request) -> Any:  # noqa: ANN401 - as above
    """Return what the JSON body of a request says.

    Raises: HttpError 415 when Content-Type is not application/json; 400 when it is not JSON.
    Source: RFC 9110, sections 8.3 and 15.5.16.
    """
    media_type, _ = parse_options(request.headers.get("content-type"))
    if media_type != "application/json":
        raise HttpError(415, "Send application/json.")
    return parse_json(request.body)


def read_form(request: Request) -> dict[str, str | Upload]:
    """Return the fields of a form, whichever way the client encoded it.

    Raises: HttpError 415 when Content-Type is neither application/x-www-form-urlencoded nor
    multipart/form-data; 400 when the body is not what Content-Type says.
    """
    media_type, options = parse_options(request.headers.get("content-type"))
    if media_type == "application/x-www-form-urlencoded":
        return dict(parse_urlencoded(request.body))
    if media_type == "multipart/form-data":
        return parse_multipart(request.body, options.get("boundary", ""))
    raise HttpError(415, "Send a form: application/x-www-form-urlencoded or multipart/form-data.")
