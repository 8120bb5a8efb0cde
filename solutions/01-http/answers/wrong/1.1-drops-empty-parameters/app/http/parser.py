from urllib.parse import parse_qsl, unquote, urlsplit

from app.http.messages import HttpError


def split_target(target: str) -> tuple[str, dict[str, str]]:
    if target.startswith("/"):
        path, _, query = target.partition("?")
    elif target.startswith(("http://", "https://")):
        _, _, path, query, _ = urlsplit(target)
    elif target == "*":
        path, query = target, ""
    else:
        raise HttpError(400, "The target is not a path.")
    try:
        parameters = parse_qsl(query, errors="strict", max_num_fields=MAX_PARAMETERS)
        return unquote(path, errors="strict") or "/", dict(parameters)
    except ValueError as error:
        raise HttpError(400, "The target cannot be decoded.") from error
