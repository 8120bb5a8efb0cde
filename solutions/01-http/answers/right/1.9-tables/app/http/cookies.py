def parse_cookies(header: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for piece in reversed(header.split(";")):
        if "=" in piece:
            name, value = piece.strip().split("=", 1)
            if name:
                found[name] = value[1:-1] if value[:1] == value[-1:] == '"' else value
    return found


def format_cookie(name: str, value: str, *, path: str, max_age: int, secure: bool = False) -> str:
    for pattern, text in ((_NAME, name), (_VALUE, value), (_PATH, path)):
        if pattern.fullmatch(text) is None:
            raise ValueError(text)
    options = ["samesite=Lax", "httponly", f"max-age={max_age}", f"path={path}"]
    if secure:
        options.insert(0, "secure")
    return "; ".join([f"{name}={value}", *options])
