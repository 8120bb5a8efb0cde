def authorize(
    needed: SecurityScopes, principal: Annotated[Principal, Depends(identify)]
) -> Principal:
    """Let a principal pass who has all permissions that an operation needs."""
    if not principal.permissions.issuperset(map(Permission, needed.scopes)):
        raise forbidden("You lack a permission.", needed.scopes)
    return principal
