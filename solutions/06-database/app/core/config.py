"""What may differ from one place to another: read from the environment, never written in code."""

from typing import Annotated

from pydantic import EmailStr, Field, HttpUrl, PostgresDsn
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The choices that whoever starts the application may make, each a variable of its name.

    `sample_data`: put the sample catalogue into a shop without products (`SAMPLE_DATA`).
    `docs`: serve the pages /docs and /redoc (`DOCS`).
    `contact_email`: whom readers of the documentation may write to (`CONTACT_EMAIL`).
    `database_url`: the database, with user and password; it has no default (`DATABASE_URL`).
    `pool_size`: connections that stay open. `pool_max_overflow`: how many more there may be for a
    while. Together they are 40, one for each thread that runs operations.
    `pool_timeout_seconds`: how long a request waits for a free connection.
    `connect_timeout_seconds`: how long it may take to open one.
    `statement_timeout_ms`: after how many milliseconds PostgreSQL gives a statement up.
    `rates_url`: the service that knows exchange rates; without it, prices are not converted.
    `rates_timeout_seconds`: how long each step may take: to connect, to wait for a piece of answer.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_ignore_empty=True,  # `DOCS=` is as good as no DOCS
        hide_input_in_errors=True,  # the URL holds a password, and errors end in logs
    )

    sample_data: bool = False
    docs: bool = True
    contact_email: EmailStr | None = None
    database_url: PostgresDsn
    pool_size: Annotated[int, Field(ge=1)] = 20
    pool_max_overflow: Annotated[int, Field(ge=0)] = 20
    pool_timeout_seconds: Annotated[float, Field(gt=0)] = 5
    connect_timeout_seconds: Annotated[int, Field(ge=1)] = 5
    statement_timeout_ms: Annotated[int, Field(ge=1)] = 10_000
    rates_url: HttpUrl | None = None
    rates_timeout_seconds: Annotated[float, Field(gt=0)] = 2


def load_settings() -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default.

    Raises: ValidationError, which names every setting that is missing or cannot be understood.
    """
    return Settings.model_validate({})
