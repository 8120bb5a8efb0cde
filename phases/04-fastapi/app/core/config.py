"""What may differ from one place to another: read from the environment, never written in code."""

import os
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices that whoever starts the application may make.

    `sample_data`: start with the sample catalogue instead of an empty shop (`SAMPLE_DATA`).
    `docs`: serve the pages /docs and /redoc (`DOCS`).
    """

    sample_data: bool = False
    docs: bool = True


def is_on(text: str) -> bool:
    """Tell whether a switch is on: `true`, `1`, `yes` and `on` are, in any case, nothing else."""
    return text.strip().lower() in {"true", "1", "yes", "on"}


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default."""
    # exercise 4.10: Pages and settings. DOCS is not read, and any text switches SAMPLE_DATA on.
    return Settings(sample_data="SAMPLE_DATA" in environ)
