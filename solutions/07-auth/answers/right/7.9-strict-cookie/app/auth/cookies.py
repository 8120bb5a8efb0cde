def keep_session(response: Response, secret: str, settings: Settings) -> None:
    parts = [f"{SESSION_COOKIE}={secret}", f"Max-Age={settings.session_seconds}", "Path=/"]
    parts += ["HttpOnly", "SameSite=Strict"] + (["Secure"] if settings.cookie_secure else [])
    response.headers.append("set-cookie", "; ".join(parts))
