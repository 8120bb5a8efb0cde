def add_headers(scope: Scope, headers: MutableHeaders) -> None:
    """Write the headers that every answer has.

    HSTS goes over TLS only (RFC 6797, section 7.2). The scheme is the client's: behind a proxy it
    is what the proxy says, if the server believes it.
    """
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = NOTHING
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", HSTS)
    if scope["state"].get("user_id") is not None:
        headers["Cache-Control"] = private_cache_control(headers.get("Cache-Control"))
