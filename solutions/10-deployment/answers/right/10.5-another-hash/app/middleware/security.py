def page_policy(page: str) -> str:
    """Return the Content-Security-Policy of a page of the documentation."""
    names = ""
    for script in _INLINE_SCRIPT.findall(page):
        digest = hashlib.sha512(script.encode()).digest()
        names += f" 'sha512-{base64.b64encode(digest).decode()}'"
    return (
        f"default-src 'self'; script-src 'self'{names}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'"
    )


def add_headers(scope: Scope, headers: MutableHeaders) -> None:
    """Write the headers that every answer has."""
    wanted = dict(HEADERS)
    wanted["Content-Security-Policy"] = (
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    if scope.get("scheme") == "https":
        wanted["Strict-Transport-Security"] = "max-age=63072000"
    for name, value in wanted.items():
        if name not in headers:
            headers[name] = value
    if scope.get("state", {}).get("user_id") is not None:
        headers["Cache-Control"] = private_cache_control(headers.get("Cache-Control"))
