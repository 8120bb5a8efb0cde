"""What a client sends and gets of a user. Names and limits are those of the contract."""

from typing import Annotated

from pydantic import MISSING, BaseModel, Field, model_validator

from app.models.types import Email, Id, PersonName


class UserFields(BaseModel):
    """What is known of a user, whoever asks."""

    email: Email
    name: PersonName


class UserCreate(UserFields):
    """A user as a client sends it, to create one."""


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


class UserPage(BaseModel):
    """One page of users."""

    items: list[User]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]
