def verify(token: str, settings: Settings) -> Claims:
    """Return what an access token says.

    Raises: InvalidToken for one that we did not sign, that has expired, or that lacks a claim.
    """
    try:
        payload = jwt.decode(
            token,
            settings.token_secret.get_secret_value(),
            algorithms=["HS256", "HS384", "HS512"],
            options={"require": CLAIMS},
        )
        return Claims(user_id=UUID(payload["sub"]), login_id=UUID(payload["sid"]))
    except (jwt.InvalidTokenError, KeyError, ValueError, AttributeError) as error:
        raise InvalidToken(str(error)) from error
