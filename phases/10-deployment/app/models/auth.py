"""What a client sends and gets to log in, and to stay so."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.auth.permissions import Permission
from app.models.passwords import NewPassword, Password
from app.models.types import Email, Id, PersonName, PlainText
from app.models.users import User

Secret = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,200}$")]


class LoginForm(BaseModel):
    """The form of OAuth2's password grant (RFC 6749, section 4.3.2)."""

    grant_type: Literal["password"] = "password"
    username: Email
    password: Password
    scope: Annotated[
        PlainText,
        Field(max_length=500, description="The scopes that are asked for; none: all one may have."),
    ] = ""


class Token(BaseModel):
    """An access token and the refresh token that gets the next ones."""

    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - no secret, the token's type
    expires_in: Annotated[int, Field(description="In seconds.", examples=[900])]
    scope: Annotated[str, Field(examples=["orders:read orders:write"])]


class RefreshToken(BaseModel):
    """The refresh token that a client was given last."""

    refresh_token: Secret


class PasswordChange(BaseModel):
    """A new password, and the proof that its owner asks for it."""

    current_password: Password
    new_password: NewPassword


class ResetRequest(BaseModel):
    """Who has forgotten their password."""

    email: Email


class ResetConfirmation(BaseModel):
    """What stood in the mail, and a new password."""

    token: Secret
    new_password: NewPassword


class Credentials(BaseModel):
    """What a person types to start a session in a browser."""

    email: Email
    password: Password


class Session(BaseModel):
    """A session of a browser. The cookie is not in it: no script should see that."""

    user: User
    csrf_token: Annotated[str, Field(description="Sent along as X-CSRF-Token to change things.")]


class ApiKeyCreate(BaseModel):
    """A key for a program that works for its owner."""

    model_config = ConfigDict(extra="forbid")

    name: PersonName
    scopes: Annotated[list[Permission], Field(min_length=1, max_length=20)]
    expires_in_days: Annotated[int, Field(ge=1, le=366)] = 90


class ApiKey(BaseModel):
    """A key as its owner sees it in a list: enough to recognise it, too little to use it."""

    model_config = ConfigDict(from_attributes=True)

    id: Id
    name: str
    prefix: Annotated[str, Field(description="How the key begins.", examples=["shop_Zm9v"])]
    scopes: list[Permission]
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class NewApiKey(ApiKey):
    """A key that was just made: the only time that it is shown."""

    key: str


class ApiKeyList(BaseModel):
    """All keys of a user."""

    items: list[ApiKey]
