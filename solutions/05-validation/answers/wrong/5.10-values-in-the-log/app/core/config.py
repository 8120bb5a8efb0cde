"""What may differ from one place to another: read from the environment, never written in code."""

from pydantic import EmailStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """The choices that whoever starts the application may make, each a variable of its name.

    `sample_data`: start with the sample catalogue instead of an empty shop (`SAMPLE_DATA`).
    `docs`: serve the pages /docs and /redoc (`DOCS`).
    `contact_email`: whom readers of the documentation may write to (`CONTACT_EMAIL`).
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_ignore_empty=True,  # `DOCS=` is as good as no DOCS
    )

    sample_data: bool = False
    docs: bool = True
    contact_email: EmailStr | None = None


def load_settings() -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default.

    Raises: ValidationError, which names every setting that cannot be understood.
    """
    return Settings()
