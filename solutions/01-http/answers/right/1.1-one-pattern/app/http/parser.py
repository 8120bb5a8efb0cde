import re
from urllib.parse import unquote, unquote_plus, urlsplit

from app.http.messages import HttpError

_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) (HTTP/\d\.\d)")


def parse_request_line(line: bytes) -> RequestLine:
    match = _LINE.fullmatch(line)
    if match is None:
        raise HttpError(400, "Bad request line.")
    method, target, version = (part.decode("ascii") for part in match.groups())
    if not version.startswith("HTTP/1."):
        raise HttpError(505, "Bad version.")
    return RequestLine(method, target, version)


def split_target(target: str) -> tuple[str, dict[str, str]]:
    if target == "*":
        return "*", {}
    if re.match("https?://", target):
        try:
            parts = urlsplit(target)
        except ValueError:
            raise HttpError(400, "Bad target.") from None
        target = f"{parts.path or '/'}?{parts.query}"
    if target[:1] != "/":
        raise HttpError(400, "Bad target.")
    path, _, query = target.partition("?")
    pairs = [pair for pair in query.split("&") if pair]
    if len(pairs) > MAX_PARAMETERS:
        raise HttpError(400, "Too many parameters.")
    parameters = {}
    try:
        for pair in pairs:
            name, _, value = pair.partition("=")
            parameters[unquote_plus(name, errors="strict")] = unquote_plus(value, errors="strict")
        return unquote(path, errors="strict"), parameters
    except UnicodeDecodeError:
        raise HttpError(400, "Bad codes.") from None
