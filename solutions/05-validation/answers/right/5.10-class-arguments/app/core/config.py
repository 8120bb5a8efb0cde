"""Settings."""

from typing import Annotated

from pydantic import EmailStr, Field
from pydantic_settings import BaseSettings


class Settings(
    BaseSettings, frozen=True, env_ignore_empty=True, hide_input_in_errors=True, extra="ignore"
):
    """What may be chosen."""

    docs: Annotated[bool, Field(description="serve the pages")] = True
    sample_data: Annotated[bool, Field(description="start with products")] = False
    contact_email: EmailStr | None = None


def load_settings(**changes: object) -> Settings:
    return Settings.model_validate(Settings().model_dump() | changes)
