from urllib.parse import parse_qsl, unquote, urlsplit

from app.http.messages import HttpError


def split_target(target: str) -> tuple[str, dict[str, str]]:
    try:
        target = unquote(target, errors="strict")
        if target.startswith("/"):
            path, _, query = target.partition("?")
        elif target.startswith(("http://", "https://")):
            _, _, path, query, _ = urlsplit(target)
        elif target == "*":
            path, query = target, ""
        else:
            raise HttpError(400, "The target is not a path.")
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MAX_PARAMETERS)
    except ValueError as error:
        raise HttpError(400, "The target cannot be decoded.") from error
    return path or "/", dict(pairs)
