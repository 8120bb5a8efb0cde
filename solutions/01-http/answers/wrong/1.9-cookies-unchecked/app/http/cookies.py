def format_cookie(name: str, value: str, *, path: str, max_age: int, secure: bool = False) -> str:
    cookie = f"{name}={value}; Path={path}; Max-Age={max_age}; HttpOnly; SameSite=Lax"
    return f"{cookie}; Secure" if secure else cookie
