from urllib.parse import unquote

from app.http.messages import HttpError


def parse_urlencoded(body: bytes) -> dict[str, str]:
    pairs = body.split(b"&")
    if len(pairs) > MAX_FORM_FIELDS:
        raise HttpError(400, "Too many fields.")
    try:
        named = [pair.decode("ascii").partition("=") for pair in pairs]
        return {unquote(n, errors="strict"): unquote(v, errors="strict") for n, _, v in named}
    except ValueError as error:
        raise HttpError(400, "The body is not a URL-encoded form.") from error
