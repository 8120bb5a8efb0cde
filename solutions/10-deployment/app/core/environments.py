"""Where the application runs, where its settings come from, and what production refuses."""

import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

if TYPE_CHECKING:
    from app.core.config import Settings

PLACEHOLDERS = (
    "change-me",
    "change_me",
    "changeme",
    "changethis",
    "example",
    "learning-only",
    "password",
    "placeholder",
    "postgres",
    "secret",
    "0123456789",
)
"""What secrets contain that were copied from an example."""
DIFFERENT_CHARACTERS = 8
"""A secret with fewer than these was typed, and not made."""
ARGON2_MEMORY_KIB, ARGON2_TIME_COST = 19_456, 2
"""The least that OWASP recommends: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html"""


class Environment(StrEnum):
    """What the application is run for."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


ENV_FILES = {Environment.DEVELOPMENT: ".env", Environment.TEST: ".env.test"}
"""The file of each environment, in the working directory. Production has none: a file that was
left in an image must not decide anything."""


class Deployment(BaseSettings):
    """The settings of the process, beside those of the shop, and where all of them come from.

    `environment`: without a word it is production, the strictest (`ENVIRONMENT`).
    `bind_host`, `port`: where the server listens.
    `web_concurrency`: how many worker processes share the work.
    `forwarded_allow_ips`: the proxies whose word on a client's address and scheme is believed.
    `log_level`: what is worth a line in the log.
    `drain_seconds`: for how long requests are still taken after SIGTERM, while nobody should send
    any more. `shutdown_seconds`: how long those in flight may take after that.
    `keep_alive_seconds`: how long an idle connection stays open; longer than the proxy keeps it.
    `ready_timeout_seconds`: how long the database may take to prove that it is there.
    `metrics_token`: what a monitor has to show to read /metrics; without it there are none.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_ignore_empty=True,  # `DOCS=` is as good as no DOCS
        hide_input_in_errors=True,  # some are secrets, and errors end in logs
        extra="ignore",  # a .env file is for other programs, too
    )

    environment: Environment = Environment.PRODUCTION
    bind_host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 8000
    web_concurrency: Annotated[int, Field(ge=1)] = 1
    forwarded_allow_ips: str = "127.0.0.1,::1"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    drain_seconds: Annotated[float, Field(ge=0)] = 0
    shutdown_seconds: Annotated[int, Field(ge=1)] = 30
    keep_alive_seconds: Annotated[int, Field(ge=1)] = 75
    ready_timeout_seconds: Annotated[float, Field(gt=0)] = 1
    metrics_token: SecretStr | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - they are told too late
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Name the sources of settings; the first one that has a setting decides.

        A variable of the environment, then a file in the directory `SECRETS_DIR` that is named as
        the setting, then the file of the environment, then the default.
        """
        return (
            init_settings,
            env_settings,
            SecretsSettingsSource(settings_cls, secrets_dir=os.environ.get("SECRETS_DIR") or None),
            DotEnvSettingsSource(settings_cls, env_file=env_file()),
        )


def env_file() -> str | None:
    """Return the name of the file that holds settings in this environment, if there may be one."""
    environment = os.environ.get("ENVIRONMENT") or Environment.PRODUCTION
    return ENV_FILES.get(environment)  # type: ignore[call-overload, no-any-return]


def is_placeholder(secret: str) -> bool:
    """Tell whether a secret is none: from an example, or typed by somebody who was in a hurry."""
    plain = secret.casefold()
    return len(set(plain)) < DIFFERENT_CHARACTERS or any(each in plain for each in PLACEHOLDERS)


def known_secrets(settings: "Settings") -> list[str]:
    """Return the names of the settings whose secrets everybody can guess."""
    hosts = settings.database_url.hosts()
    secrets: dict[str, list[SecretStr | None]] = {
        "TOKEN_KEYS": [*settings.token_keys.values()],
        "DATABASE_URL": [SecretStr(host["password"]) for host in hosts if host["password"]],
        "DOCS_PASSWORD": [settings.docs_password],
        "METRICS_TOKEN": [settings.metrics_token],
        "OIDC_CLIENT_SECRET": [settings.oidc_client_secret if settings.oidc_issuer else None],
    }
    return [
        name
        for name, values in secrets.items()
        if any(value and is_placeholder(value.get_secret_value()) for value in values)
    ]


def unsafe_settings(settings: "Settings") -> list[str]:
    """Say in a sentence each what must not be so where real people's data are.

    No sentence repeats a secret: it ends in a log.
    """
    cheap = (
        settings.argon2_memory_kib < ARGON2_MEMORY_KIB
        or settings.argon2_time_cost < ARGON2_TIME_COST
    )
    unsafe = {
        "SAMPLE_DATA": settings.sample_data
        and "is on: everybody knows the password of the sample administrator.",
        "DIAGNOSTICS": settings.diagnostics and "is on: it shows what happens inside.",
        "COOKIE_SECURE": not settings.cookie_secure
        and "is off: logins would travel over plain HTTP.",
        "ALLOWED_HOSTS": "*" in settings.allowed_hosts
        and "allows every name: name the hosts of this API, as JSON.",
        "CORS_ORIGINS": "*" in settings.cors_origins
        and "allows every site: name those whose scripts may use this API, as JSON.",
        "PUBLIC_URL": settings.public_url.scheme != "https" and "must begin with https://.",
        "ARGON2_MEMORY_KIB, ARGON2_TIME_COST": cheap
        and f"make guessing cheap: at least {ARGON2_MEMORY_KIB} and {ARGON2_TIME_COST}.",
    }
    make = 'make one: python -c "import secrets; print(secrets.token_urlsafe(32))"'
    return [
        *(f"{name} holds a secret from an example; {make}" for name in known_secrets(settings)),
        *(f"{name} {reason}" for name, reason in unsafe.items() if reason),
    ]


def describe_mistakes(error: ValidationError) -> list[str]:
    """Return what is wrong with the settings, a line each, the variables by their names."""
    lines: list[str] = []
    for mistake in error.errors(include_url=False, include_input=False):
        name = "_".join(str(step) for step in mistake["loc"][:1]).upper()
        text = mistake["msg"].removeprefix("Value error, ")
        lines += text.splitlines() if not name else [f"{name}: {text}"]
    return lines
