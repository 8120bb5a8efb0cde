import re

from app.http.messages import HttpError, Request


def authorize(request: Request, role: Role) -> None:
    shown = re.fullmatch(r"(?i:bearer) +(\S+)", request.headers.get("authorization"))
    holder = TOKENS.get(shown[1]) if shown else None
    if holder is None:
        challenge = {"WWW-Authenticate": 'Bearer realm="storefront"'}
        raise HttpError(401, "Who are you?", challenge)
    if holder != role:
        raise HttpError(403, "No.")
