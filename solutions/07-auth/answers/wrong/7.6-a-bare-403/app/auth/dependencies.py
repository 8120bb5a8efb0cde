def authorize(
    needed: SecurityScopes, principal: Annotated[Principal, Depends(identify)]
) -> Principal:
    """Let a principal pass who has all permissions that an operation needs: authorization.

    Raises: 403 for one who has not.
    """
    missing = [scope for scope in needed.scopes if not principal.may(Permission(scope))]
    if missing:
        raise forbidden(f"This needs the permission {' '.join(missing)}.")
    return principal
