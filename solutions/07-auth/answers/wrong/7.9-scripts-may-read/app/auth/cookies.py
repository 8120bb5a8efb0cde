def keep_session(response: Response, secret: str, settings: Settings) -> None:
    """Ask the browser to keep a session's secret and to send it with each request."""
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=settings.session_seconds,
        secure=settings.cookie_secure,
        samesite="lax",
    )
