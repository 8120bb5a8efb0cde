"""What a client sends and gets of a user. Names and limits are those of the contract."""

from typing import Annotated

from pydantic import MISSING, BaseModel, Field, model_validator

from app.auth.permissions import Role
from app.models.passwords import NewPassword
from app.models.types import Email, Id, PersonName


class UserFields(BaseModel):
    """What is known of a user, whoever asks."""

    email: Email
    name: PersonName


class UserCreate(UserFields):
    """A user as a client sends it, to sign up. A role is not the client's to say."""

    password: Annotated[
        NewPassword | MISSING,
        Field(description="Without one, nobody can log in until one is set by mail."),
    ] = MISSING


class UserReplace(UserFields):
    """A user as a client sends it, to replace one."""


class UserPatch(BaseModel, json_schema_extra={"minProperties": 1}):
    """The fields of a user that a client wants to change; the others stay as they are."""

    email: Email | MISSING = MISSING
    name: PersonName | MISSING = MISSING

    @model_validator(mode="before")
    @classmethod
    def refuse_empty_object(cls, data: object) -> object:
        """A change of nothing is a mistake of the client, not a wish."""
        if data == {}:
            raise ValueError("name at least one field to change")
        return data


class User(UserFields):
    """A user as the API answers it: whatever else is stored stays inside."""

    id: Id
    role: Role = "customer"


class UserPage(BaseModel):
    """One page of users."""

    items: list[User]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]


class RoleChange(BaseModel):
    """The role that a user should have from now on."""

    role: Role
