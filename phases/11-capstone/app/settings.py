"""What may differ from one place to another: read from the environment, never written in code."""

from typing import Annotated

from pydantic import EmailStr, Field, PostgresDsn, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Positive = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """The variables of the specification, and what one guess of a password costs.

    `port`: where `python -m app` listens.
    `database_url`: the PostgreSQL database.
    `token_secret`: the key of HS256, at least 256 bits (RFC 7518, section 3.2).
    `admin_email`, `admin_password`: the first administrator, made at the start.
    `access_token_seconds`, `refresh_token_seconds`: how long tokens are valid.
    `login_attempts`: how many logins of an account may fail within `login_window_seconds`.
    `argon2_…`: the defaults are those of RFC 9106, section 4.
    """

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, hide_input_in_errors=True)

    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    database_url: PostgresDsn
    token_secret: Annotated[SecretStr, Field(min_length=32)]
    admin_email: EmailStr
    admin_password: Annotated[SecretStr, Field(min_length=15, max_length=128)]
    access_token_seconds: Annotated[int, Field(ge=1, le=3600)] = 15 * 60
    refresh_token_seconds: Positive = 14 * 24 * 60 * 60
    login_attempts: Positive = 10
    login_window_seconds: Positive = 60
    argon2_time_cost: Positive = 3
    argon2_memory_kib: Annotated[int, Field(ge=8)] = 65_536
    argon2_parallelism: Positive = 4


def load_settings() -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default.

    Raises: ValidationError, which names every setting that is missing or cannot be understood.
    """
    return Settings.model_validate({})
