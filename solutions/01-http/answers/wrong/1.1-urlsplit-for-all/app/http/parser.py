from urllib.parse import parse_qsl, unquote, urlsplit

from app.http.messages import HttpError


def split_target(target: str) -> tuple[str, dict[str, str]]:
    if target != "*" and not target.startswith(("/", "http://", "https://")):
        raise HttpError(400, "The target is not a path.")
    try:
        parts = urlsplit(target)
        parameters = parse_qsl(
            parts.query, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
        return unquote(parts.path, errors="strict") or "/", dict(parameters)
    except ValueError as error:
        raise HttpError(400, "The target cannot be decoded.") from error
