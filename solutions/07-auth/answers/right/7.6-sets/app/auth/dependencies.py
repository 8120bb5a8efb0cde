from fastapi import HTTPException


def authorize(
    needed: SecurityScopes, principal: Annotated[Principal, Depends(identify)]
) -> Principal:
    if not set(needed.scopes) <= principal.permissions:
        challenge = f'Bearer realm="shop", error="insufficient_scope", scope="{needed.scope_str}"'
        raise HTTPException(403, "No.", headers={"WWW-Authenticate": challenge})
    return principal
