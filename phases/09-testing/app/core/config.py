"""What may differ from one place to another: read from the environment, never written in code."""

from datetime import datetime
from typing import Annotated, Self

from limits import RateLimitItem, parse
from pydantic import (
    AnyHttpUrl,
    AwareDatetime,
    EmailStr,
    Field,
    HttpUrl,
    PlainValidator,
    PostgresDsn,
    SecretStr,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

Seconds = Annotated[int, Field(ge=1)]
TokenKey = Annotated[SecretStr, Field(min_length=32)]
"""At least 256 bits, as long as the hash of HS256 (RFC 7518, section 3.2)."""


def read_rate(value: object) -> RateLimitItem:
    """Read a rate as the library limits writes it: `100/minute`, `5 per 2 hours`.

    Raises: ValueError for a text that is no rate, or one that lets nothing through.
    """
    rate = value if isinstance(value, RateLimitItem) else parse(str(value))
    if rate.amount < 1:
        raise ValueError("a rate must let something through")
    return rate


Rate = Annotated[RateLimitItem, PlainValidator(read_rate)]


class Settings(BaseSettings):
    """The choices that whoever starts the application may make, each a variable of its name.

    `sample_data`: put the sample catalogue into a shop without products (`SAMPLE_DATA`).
    `docs`: serve the pages of the documentation, in both versions (`DOCS`).
    `contact_email`: whom readers of the documentation may write to (`CONTACT_EMAIL`).
    `database_url`: the database, with user and password; it has no default (`DATABASE_URL`).
    `pool_size`: connections that stay open. `pool_max_overflow`: how many more there may be for a
    while. Together they are 40, one for each thread that runs operations.
    `pool_timeout_seconds`: how long a request waits for a free connection.
    `connect_timeout_seconds`: how long it may take to open one.
    `statement_timeout_ms`: after how many milliseconds PostgreSQL gives a statement up.
    `rates_url`: the service that knows exchange rates; without it, prices are not converted.
    `rates_timeout_seconds`: how long each step may take: to connect, to wait for a piece of answer.
    `docs_password`: what the documentation asks for, of the user `docs`; without it, nothing.
    `public_url`: where people reach the shop, for the links in mails.
    `token_keys`: the secrets that sign access tokens, by their ids, as JSON; the first one signs.
    `token_issuer`, `token_audience`: who issues access tokens, and for which API they are.
    `access_token_seconds`, `refresh_token_seconds`, `session_seconds`, `reset_seconds`: how long
    each of them is valid.
    `argon2_…`: what one guess of a password costs; the defaults are those of RFC 9106, section 4.
    `login_attempts_…`: how many attempts are looked at within `login_window_seconds`.
    `cookie_secure`: cookies go over HTTPS only; off for development without it.
    `smtp_host`, `smtp_port`, `mail_from`: which server takes mails, and who they are from.
    `oidc_…`: the provider of the social login, and as whom the shop is registered there.

    `cors_origins`: which sites' scripts may use the API, as JSON: `["https://shop.example"]`.
    `allowed_hosts`: the names under which the API is served, as JSON.
    `max_body_bytes`: how long the body of a request may be.
    `rate_per_address`, `rate_per_user`: how often one may ask; without them, without a limit.
    `diagnostics`: serve the operations that show what happens to a request.
    `v1_deprecated`, `v1_sunset`: since when the products of version 1 should no longer be used,
    and when they will stop answering; both or neither.
    """

    model_config = SettingsConfigDict(
        frozen=True,
        env_ignore_empty=True,  # `DOCS=` is as good as no DOCS
        hide_input_in_errors=True,  # some are secrets, and errors end in logs
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
    docs_password: SecretStr | None = None
    public_url: AnyHttpUrl = AnyHttpUrl("http://localhost:8000")

    token_keys: Annotated[dict[str, TokenKey], Field(min_length=1)]
    token_issuer: str = "storefront"  # noqa: S105 - a name
    token_audience: str = "storefront-api"  # noqa: S105 - a name
    access_token_seconds: Seconds = 15 * 60
    refresh_token_seconds: Seconds = 14 * 24 * 60 * 60
    session_seconds: Seconds = 12 * 60 * 60
    reset_seconds: Seconds = 30 * 60

    argon2_time_cost: Annotated[int, Field(ge=1)] = 3
    argon2_memory_kib: Annotated[int, Field(ge=8)] = 65_536
    argon2_parallelism: Annotated[int, Field(ge=1)] = 4
    login_attempts_per_account: Annotated[int, Field(ge=1)] = 5
    login_attempts_per_address: Annotated[int, Field(ge=1)] = 20
    login_window_seconds: Seconds = 15 * 60
    cookie_secure: bool = True

    smtp_host: str = "localhost"
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] = 25
    mail_from: EmailStr = "shop@example.com"
    oidc_issuer: str | None = None
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")

    cors_origins: tuple[str, ...] = ()
    allowed_hosts: tuple[str, ...] = ("*",)
    max_body_bytes: Annotated[int, Field(ge=1)] = 1_000_000
    rate_per_address: Rate | None = None
    rate_per_user: Rate | None = None
    diagnostics: bool = False
    v1_deprecated: AwareDatetime | None = None
    v1_sunset: AwareDatetime | None = None

    @model_validator(mode="after")
    def check_farewell(self) -> Self:
        """Refuse one of the two moments without the other, and an end before the beginning.

        Raises: ValueError, which stops the start.
        """
        match self.v1_deprecated, self.v1_sunset:
            case None, None:
                return self
            case datetime() as deprecated, datetime() as sunset if deprecated <= sunset:
                return self
        raise ValueError("V1_DEPRECATED and V1_SUNSET belong together, the earlier one first")


def load_settings() -> Settings:
    """Read the settings from environment variables; one that is missing keeps its default.

    Raises: ValidationError, which names every setting that is missing or cannot be understood.
    """
    return Settings.model_validate({})
