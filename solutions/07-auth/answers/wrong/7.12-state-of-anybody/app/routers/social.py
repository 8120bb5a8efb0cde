@router.get(
    "/callback",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses=refuses(401, 404, 409, 422, 503),
    summary="Take the browser back from the provider",
)
def finish_oidc_login(  # noqa: PLR0913, PLR0917 - what a browser brings, and what looks at it
    provider: ProviderDep,
    identities: IdentitiesDep,
    logins: Annotated[Logins, Depends()],
    sessions: Annotated[WebSessions, Depends()],
    settings: SettingsDep,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=2000)] = "",
    cookie: Annotated[str, Cookie(alias=STATE_COOKIE, include_in_schema=False)] = "",
) -> RedirectResponse:
    """Start a session for the person whom the provider names.

    The state must be the one in this browser's cookie: otherwise somebody else began this login,
    and their account would be the one that is used from now on (RFC 6749, section 10.12).

    Raises: 401 when the login cannot be believed; 409 when somebody else has the e-mail address;
    503 when the provider does not answer.
    """
    attempt = identities.take(state) if state else None
    if attempt is None:
        raise unauthenticated("This login was not begun in this browser, or long ago.")
    try:
        user = identities.user_of(provider.exchange(code, attempt))
    except LoginRefused as error:
        raise unauthenticated(str(error)) from error
    except ProviderUnavailable as error:
        raise unavailable(error) from error
    secret, _ = sessions.start(logins.start(user, [*Permission]))
    response = RedirectResponse(AFTER_LOGIN, status.HTTP_303_SEE_OTHER)
    keep_session(response, secret, settings)
    forget_state(response, settings)
    return response
