"""4.10 Documentation pages, and settings from the environment."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient


class Links(HTMLParser):
    """Collects the addresses from which a page loads scripts, styles and pictures."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in {"script", "link", "img"}:
            self.found += [values[name] for name in ("src", "href") if values.get(name)]


def addresses(answer, links):
    """Where the links of a page lead, as a browser resolves them, and the page's own host."""
    own = urlsplit(str(answer.url)).netloc
    return [urlsplit(urljoin(str(answer.url), link)) for link in links], own


@pytest.mark.parametrize(("page", "tool"), [("/docs", "SwaggerUIBundle"), ("/redoc", "<redoc")])
def test_the_pages_show_this_api(client, page, tool):
    """/docs is a Swagger UI in which the endpoints can be tried, /redoc a ReDoc to read. Both show
    the document of this API, /openapi.json."""
    answer = client.get(page)
    assert answer.status_code == 200
    assert tool in answer.text
    assert "openapi.json" in answer.text


@pytest.mark.parametrize(("page", "least"), [("/docs", 2), ("/redoc", 1)])
def test_nothing_comes_from_another_host(client, page, least):
    """The scripts, styles and icons that the HTML of both pages names, ReDoc's fonts too, come from
    this application and from no other host, and each of them is there."""
    answer = client.get(page)
    links, own = addresses(answer, Links(answer.text).found)
    assert len(links) >= least
    foreign = [link.geturl() for link in links if link.netloc != own]
    assert foreign == [], "these come from another host"
    missing = [link.path for link in links if client.get(link.path).status_code != 200]
    assert missing == [], "the page asks for files that are not there"


def test_the_pages_work_behind_a_proxy(client):
    """Behind a proxy that serves the application below /shop (the `root_path` of the request), the
    addresses in the pages lead below /shop."""
    with TestClient(client.app, root_path="/shop") as behind_proxy:
        for page in ("/docs", "/redoc"):
            answer = behind_proxy.get(f"/shop{page}")
            assert answer.status_code == 200
            document = re.findall(r"""["']([^"']*openapi\.json)["']""", answer.text)
            links, own = addresses(answer, Links(answer.text).found + document)
            outside = [link.path for link in links if not link.path.startswith("/shop/")]
            assert outside == [], "these do not begin with /shop"
            foreign = [link.geturl() for link in links if link.netloc != own]
            assert foreign == [], "these come from another host"


def test_settings_are_read_from_the_environment():
    """The configuration is one place in the package `core`: `load_settings(environ)` reads
    SAMPLE_DATA and DOCS. Without them there is no sample data, and there are pages."""
    from app.core.config import Settings, load_settings

    assert load_settings({}) == Settings(sample_data=False, docs=True)
    both = load_settings({"SAMPLE_DATA": "true", "DOCS": "false", "PATH": "/bin"})
    assert both == Settings(sample_data=True, docs=False)


@pytest.mark.parametrize("on", [True, False])
def test_a_switch_is_a_word_and_not_any_text(on):
    """An environment variable is always a text. `true`, `1`, `yes` and `on` mean on, in any case
    and with spaces around; everything else means off, also the text "false"."""
    from app.core.config import load_settings

    words = ("true", "True", "1", "YES", " on ") if on else ("false", "0", "no", "off", "")
    for text in words:
        settings = load_settings({"SAMPLE_DATA": text, "DOCS": text})
        assert settings.sample_data == on, f"SAMPLE_DATA is {text!r}"
        assert settings.docs == on, f"DOCS is {text!r}"


def test_the_pages_can_be_switched_off(client, monkeypatch):
    """With DOCS=false an application is created without /docs and /redoc: they answer 404."""
    import app.main

    monkeypatch.setenv("DOCS", "false")
    with TestClient(app.main.create_app()) as quiet:
        assert quiet.get("/docs").status_code == 404
        assert quiet.get("/redoc").status_code == 404
    assert client.get("/docs").status_code == 200
