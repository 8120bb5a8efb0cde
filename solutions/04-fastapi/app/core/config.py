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


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default.

    A switch is on for `true`, `1`, `yes` and `on`, in any case, and off for everything else.
    """
    default = Settings()
    return Settings(
        sample_data=_switch(environ, "SAMPLE_DATA", default=default.sample_data),
        docs=_switch(environ, "DOCS", default=default.docs),
    )


def _switch(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    if name not in environ:
        return default
    return environ[name].strip().lower() in {"true", "1", "yes", "on"}
