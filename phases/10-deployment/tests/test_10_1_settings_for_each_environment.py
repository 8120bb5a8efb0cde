"""10.1 Settings for each environment."""

import pytest
from pydantic import ValidationError

KEY = "Jp4xWm0Zt_7vQyRn2cKd9sLhBf6gTu3aEoXi5wDzNqA"
SAFE = {
    "ENVIRONMENT": "production",
    "DATABASE_URL": "postgresql://shop:k7RzQ2mXv9TfYw4B@db.internal/shop",
    "TOKEN_KEYS": f'{{"2026-11": "{KEY}"}}',
    "ALLOWED_HOSTS": '["api.shop.test"]',
    "PUBLIC_URL": "https://api.shop.test",
}
DEVELOPMENT = {
    "ENVIRONMENT": "development",
    "DATABASE_URL": "postgresql://postgres:postgres@localhost/shop",
    "TOKEN_KEYS": '{"2026-11": "for-learning-only-0123456789abcdef"}',
}


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Load settings in an empty folder, with just these variables and files."""
    from app.core.config import Settings, load_settings

    monkeypatch.chdir(tmp_path)
    for name in [*Settings.model_fields, "SECRETS_DIR"]:
        monkeypatch.delenv(name.upper(), raising=False)

    def load(variables, files=None):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        for name, text in (files or {}).items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return load_settings()

    return load


def refusal(load, variables):
    """Why settings are refused; fails if they are not."""
    try:
        load(variables)
    except ValidationError as error:
        return str(error)
    pytest.fail("These settings were accepted in production.", pytrace=False)


def test_the_first_source_that_has_a_setting_decides(load):
    """`Settings` is a BaseSettings of Pydantic with four sources. A variable of the environment
    comes first, then the file of that name in the directory `SECRETS_DIR`, then the .env file,
    then the default."""
    settings = load(
        DEVELOPMENT | {"PORT": "8001", "SECRETS_DIR": "secrets"},
        {
            "secrets/port": "8002",
            "secrets/web_concurrency": "2",
            ".env": "PORT=8003\nWEB_CONCURRENCY=3\nLOG_LEVEL=debug\n",
        },
    )
    found = (settings.port, settings.web_concurrency, settings.log_level, settings.bind_host)
    assert found == (8001, 2, "debug", "127.0.0.1"), (
        "PORT is 8001 in a variable, 8002 in a file of SECRETS_DIR, 8003 in .env."
    )


def test_a_dotenv_file_is_read_in_development(load):
    """In development the file .env of the working directory holds variables, so that nobody has to
    export them. What it holds for other programs is passed over."""
    text = "".join(f"{name}={value}\n" for name, value in DEVELOPMENT.items())
    settings = load(
        {"ENVIRONMENT": "development"}, {".env": f"# mine\n{text}PORT=9000\nPGUSER=ada\n"}
    )
    assert settings.port == 9000


def test_each_environment_has_a_file_of_its_own(load):
    """ENVIRONMENT=test reads .env.test, and never the .env of the person who develops."""
    files = {".env": "PORT=8003\nLOG_LEVEL=debug\n", ".env.test": "PORT=8004\n"}
    settings = load(DEVELOPMENT | {"ENVIRONMENT": "test"}, files)
    assert (settings.port, settings.log_level) == (8004, "info"), "8003 and debug stand in .env."


def test_production_reads_no_dotenv_file(load):
    """In production no .env file is read, whatever its name: one that was left in an image must
    not decide anything."""
    files = {".env": "PORT=8003\n", ".env.production": "PORT=8005\n", ".env.test": "PORT=8004\n"}
    assert load(SAFE, files).port == 8000, (
        "8000 is the default, 8003 stands in .env, 8004 in .env.test, 8005 in .env.production."
    )


def test_without_a_word_it_is_production(load):
    """Where nobody says ENVIRONMENT, or says it with nothing in it, the application is in
    production: who forgets it gets the strict one."""
    silent = {name: value for name, value in SAFE.items() if name != "ENVIRONMENT"}
    assert load(silent, {".env": "PORT=8003\n"}).port == 8000, "8003 stands in .env."
    assert load(silent | {"ENVIRONMENT": ""}).environment == "production"
    assert "TOKEN_KEYS" in refusal(load, silent | {"TOKEN_KEYS": DEVELOPMENT["TOKEN_KEYS"]})


def test_secrets_come_from_files(load):
    """A secret need not be in a variable, which every child process inherits: with
    SECRETS_DIR=/run/secrets, the file /run/secrets/token_keys holds TOKEN_KEYS. A line break at its
    end does not count. An empty SECRETS_DIR is none, and not the working directory."""
    secret = {name: SAFE[name] for name in ("DATABASE_URL", "TOKEN_KEYS")}
    others = {name: value for name, value in SAFE.items() if name not in secret}
    settings = load(
        others | {"SECRETS_DIR": "secrets"},
        {f"secrets/{name.lower()}": f"{value}\n" for name, value in secret.items()},
    )
    assert settings.token_keys["2026-11"].get_secret_value() == KEY
    assert str(settings.database_url) == SAFE["DATABASE_URL"]
    port = load(SAFE | {"SECRETS_DIR": ""}, {"port": "8009"}).port
    assert port == 8000, (
        "8000 is the default, 8009 stands in the file `port` of the working directory."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOKEN_KEYS", '{"2026-11": "for-learning-only-0123456789abcdef"}'),
        ("TOKEN_KEYS", f'{{"2026-11": "{KEY}", "2026-08": "an-older-key-0123456789-0123456789"}}'),
        ("TOKEN_KEYS", '{"2026-11": "Please-CHANGE-ME-before-you-go-live"}'),
        ("TOKEN_KEYS", f'{{"2026-11": "{"ab" * 20}"}}'),
        ("DATABASE_URL", "postgresql://postgres:postgres@db.internal/shop"),
        ("DATABASE_URL", "postgresql://shop:shop@db.internal/shop"),
        ("DOCS_PASSWORD", "changethis"),
        ("METRICS_TOKEN", "the-secret-of-the-monitor"),
        ("METRICS_TOKEN", "kz4wuq9" * 4),
    ],
)
def test_production_refuses_secrets_from_examples(load, name, value):
    """In production, secrets that stand in an example stop the start: in TOKEN_KEYS (each of them),
    in the password of DATABASE_URL, in DOCS_PASSWORD and METRICS_TOKEN. Such a secret contains one
    of PLACEHOLDERS, in large or small letters, or has fewer than eight different characters. The
    sentence names the variable, and does not repeat the secret."""
    told = refusal(load, SAFE | {name: value})
    assert name in told
    assert value not in told
    assert "for-learning-only" not in told


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMPLE_DATA", "true"),
        ("DIAGNOSTICS", "true"),
        ("COOKIE_SECURE", "false"),
        ("ALLOWED_HOSTS", '["api.shop.test", "*"]'),
        ("CORS_ORIGINS", '["*"]'),
        ("PUBLIC_URL", "http://api.shop.test"),
        ("ARGON2_MEMORY_KIB", "64"),
        ("ARGON2_TIME_COST", "1"),
    ],
)
def test_production_refuses_unsafe_switches(load, name, value):
    """In production these stop the start, too: SAMPLE_DATA or DIAGNOSTICS on, COOKIE_SECURE off,
    "*" in ALLOWED_HOSTS or CORS_ORIGINS, a PUBLIC_URL without https, an argon2 that costs less than
    ARGON2_MEMORY_KIB and ARGON2_TIME_COST."""
    assert name in refusal(load, SAFE | {name: value})


def test_all_mistakes_are_told_at_once(load):
    """Whoever corrects one mistake should not find the next one at the next start: all of them are
    told together."""
    told = refusal(
        load, SAFE | {"SAMPLE_DATA": "true", "COOKIE_SECURE": "false", "DOCS_PASSWORD": "changeme"}
    )
    for name in ("SAMPLE_DATA", "COOKIE_SECURE", "DOCS_PASSWORD"):
        assert name in told


def test_safe_settings_are_taken(load):
    """Settings that are safe start in production: keys that were made, a database password, hosts
    by name, https. Eight different characters are enough. A database without a password in its URL
    is none of our business."""
    assert load(SAFE).environment == "production"
    assert load(SAFE | {"METRICS_TOKEN": "kz4wuq9m"}).metrics_token
    assert load(SAFE | {"DATABASE_URL": "postgresql://shop@db.internal/shop"}).port == 8000


def test_development_may_do_all_that(load):
    """On one's own machine the keys of an example are fine, and so are sample data and cookies
    without https."""
    settings = load(DEVELOPMENT | {"SAMPLE_DATA": "true", "COOKIE_SECURE": "false"})
    assert settings.sample_data
