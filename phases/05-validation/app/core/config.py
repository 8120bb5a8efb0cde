"""What may differ from one place to another: read from the environment, never written in code."""

import os
from dataclasses import dataclass


# Exercise 5.10: Settings. This is phase 04's way: any word that it does not know means off.
@dataclass(slots=True)
class Settings:
    """The choices that whoever starts the application may make, each a variable of its name.

    `sample_data`: start with the sample catalogue instead of an empty shop (`SAMPLE_DATA`).
    `docs`: serve the pages /docs and /redoc (`DOCS`).
    `contact_email`: whom readers of the documentation may write to (`CONTACT_EMAIL`).
    """

    sample_data: bool = False
    docs: bool = True
    contact_email: str | None = None


def is_on(text: str) -> bool:
    """Tell whether a switch is on: `true`, `1`, `yes` and `on` are, in any case, nothing else."""
    return text.strip().lower() in {"true", "1", "yes", "on"}


def load_settings() -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default."""
    return Settings(
        sample_data=is_on(os.environ.get("SAMPLE_DATA", "false")),
        docs=is_on(os.environ.get("DOCS", "true")),
    )
