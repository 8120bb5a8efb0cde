@router.post("", status_code=status.HTTP_201_CREATED, summary="Make an API key")
def create_api_key(data: ApiKeyCreate, principal: PrincipalDep, keys: ApiKeysDep) -> NewApiKey:
    """Answer a new key: the only time that it is shown.

    Raises: 403 for a scope that the user has not.
    """
    lifetime = timedelta(days=data.expires_in_days)
    key, row = keys.create(principal.user.id, data.name, data.scopes, lifetime)
    return NewApiKey(key=key, **ApiKey.model_validate(row).model_dump())
