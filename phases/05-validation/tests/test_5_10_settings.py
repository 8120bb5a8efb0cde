"""5.10 Settings."""

import os

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

NAMES = ("SAMPLE_DATA", "DOCS", "CONTACT_EMAIL")


@pytest.fixture
def load(monkeypatch):
    """Load the settings of an environment with these variables, and none of the others."""

    def load_with(**variables):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        from app.core.config import load_settings

        return load_settings()

    return load_with


def test_settings_come_from_the_environment(load):
    """`Settings` inherits from BaseSettings: `load_settings()` reads each field from the variable
    of its name, in upper or lower case, and turns the text into the field's type: `sample_data` and
    `docs` are each a bool, `contact_email` is an `EmailStr` or None."""
    from pydantic_settings import BaseSettings

    settings = load(SAMPLE_DATA="true", DOCS="off", CONTACT_EMAIL="ada@example.com")
    assert isinstance(settings, BaseSettings)
    assert (settings.sample_data, settings.docs) == (True, False)
    assert settings.contact_email == "ada@example.com"
    if os.name != "nt":  # there, names of variables have no case
        assert load(sample_data="yes").sample_data is True


def test_every_setting_has_a_default(load):
    """Without a variable, or with an empty one, a setting has its default: no sample data, the
    pages, no contact."""
    for settings in (load(), load(SAMPLE_DATA="", DOCS="", CONTACT_EMAIL="")):
        assert (settings.sample_data, settings.docs) == (False, True)
        assert settings.contact_email is None


@pytest.mark.parametrize("on", [True, False])
def test_a_switch_has_many_words(load, on):
    """true, t, 1, yes, y and on mean on, false, f, 0, no, n and off mean off, in any case, as
    Pydantic reads a bool."""
    words = ("true", "1", "YES", "On", "y") if on else ("false", "0", "NO", "Off", "n")
    for word in words:
        settings = load(SAMPLE_DATA=word, DOCS=word)
        assert (settings.sample_data, settings.docs) == (on, on), word


def test_a_word_that_is_no_switch_stops_the_start(load):
    """What cannot be understood is no quiet "off" but a ValidationError when the settings are
    loaded, and it names every setting that is wrong."""
    variables = {"DOCS": "flase", "CONTACT_EMAIL": "nobody", "SAMPLE_DATA": "maybe"}
    with pytest.raises(ValidationError) as caught:
        load(**variables)
    wrong = sorted(str(error["loc"][0]).lower() for error in caught.value.errors())
    assert wrong == ["contact_email", "docs", "sample_data"], f"in the environment: {variables}"


def test_the_error_keeps_the_values_for_itself(load):
    """The text of that error, which ends in a log, has no value in it: other settings will be
    passwords."""
    with pytest.raises(ValidationError) as caught:
        load(CONTACT_EMAIL="hunter2")
    assert "hunter2" not in str(caught.value)


def test_settings_do_not_change(load):
    """Settings are frozen: nobody changes them while the application runs."""
    settings = load()
    with pytest.raises((ValidationError, AttributeError)):
        settings.docs = False
    assert settings.docs is True


def test_an_application_can_be_given_its_settings(load):
    """`Settings(docs=False, …)` makes settings by hand, and `create_app(settings)` takes them
    instead of those of the environment: without pages, with sample data, and the contact in
    /openapi.json."""
    load(SAMPLE_DATA="false")
    from app.core.config import Settings
    from app.main import create_app

    settings = Settings(docs=False, sample_data=True, contact_email="ada@example.com")
    with TestClient(create_app(settings)) as client:
        assert client.get("/docs").status_code == 404
        assert client.get("/api/v1/products").json()["total"] == 4
        about = client.get("/openapi.json").json()["info"]
    assert about["contact"] == {"email": "ada@example.com"}
    with pytest.raises(ValidationError):
        Settings(contact_email="nobody")
