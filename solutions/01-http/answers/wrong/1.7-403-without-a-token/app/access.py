from app.http.messages import HttpError, Request


def authorize(request: Request, role: Role) -> None:
    scheme, _, token = request.headers.get("authorization").partition(" ")
    if scheme.lower() != "bearer" or TOKENS.get(token.strip()) is not role:
        raise HttpError(403, f"Only a {role} may do that.")
