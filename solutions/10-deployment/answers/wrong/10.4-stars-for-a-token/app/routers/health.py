def require_metrics_token(
    request: Request, authorization: Annotated[str, Header(include_in_schema=False)] = ""
) -> None:
    """Let only the monitor pass that knows the token.

    Raises: NotFound where there is no token, and so no monitor; 401 for a wrong one.
    """
    expected = request.state.settings.metrics_token
    if expected is None:
        raise NotFound("There are no metrics here.")
    if not secrets.compare_digest(authorization.encode(), f"Bearer {expected}".encode()):
        raise unauthenticated("The metrics are for the monitor.")
