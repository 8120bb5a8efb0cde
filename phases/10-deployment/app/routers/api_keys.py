"""API keys: for the programs of a user."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, status

from app.auth.api_keys import ApiKeys
from app.auth.dependencies import PrincipalDep, get_login_id
from app.auth.errors import forbidden
from app.core.problems import refuses
from app.models.auth import ApiKey, ApiKeyCreate, ApiKeyList, NewApiKey
from app.routers.parameters import RowId

router = APIRouter(
    prefix="/api/v1/api-keys",
    tags=["auth"],
    responses=refuses(401, 403, 422),
    dependencies=[Depends(get_login_id)],  # a key must not make keys that outlive it
)

ApiKeysDep = Annotated[ApiKeys, Depends()]


@router.get("", summary="List one's own API keys")
def list_api_keys(principal: PrincipalDep, keys: ApiKeysDep) -> ApiKeyList:
    """Answer the keys of the user, the oldest first; the keys themselves are not known any more."""
    own = [ApiKey.model_validate(row) for row in keys.list(principal.user.id)]
    return ApiKeyList(items=own)


@router.post("", status_code=status.HTTP_201_CREATED, summary="Make an API key")
def create_api_key(data: ApiKeyCreate, principal: PrincipalDep, keys: ApiKeysDep) -> NewApiKey:
    """Answer a new key: the only time that it is shown.

    Raises: 403 for a scope that the user has not.
    """
    missing = [scope for scope in data.scopes if not principal.may(scope)]
    if missing:
        raise forbidden(f"You have not the permission {' '.join(missing)} yourself.", missing)
    lifetime = timedelta(days=data.expires_in_days)
    key, row = keys.create(principal.user.id, data.name, data.scopes, lifetime)
    return NewApiKey(key=key, **ApiKey.model_validate(row).model_dump())


@router.delete(
    "/{key_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Revoke an API key",
)
def delete_api_key(key_id: RowId, principal: PrincipalDep, keys: ApiKeysDep) -> None:
    """Remove a key: from now on it opens nothing.

    Raises: 404 for a key that the user has not, also when somebody else has it.
    """
    if not keys.revoke(principal.user.id, key_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"You have no API key {key_id}.")
