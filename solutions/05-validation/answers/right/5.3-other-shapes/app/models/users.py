"""Users, written another way."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.models.types import Email, PersonName


class Person(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    name: PersonName
    email: Email


class UserCreate(Person):
    pass


class UserReplace(UserCreate):
    pass


class User(Person):
    id: Annotated[int, Field(gt=0)]


class UserPatch(BaseModel):
    email: Email = ""
    name: PersonName = ""

    @model_validator(mode="after")
    def something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self


class UserPage(BaseModel):
    items: list[User]
    total: int = Field(ge=0)
