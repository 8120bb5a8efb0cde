"""9.11 Pages of your own."""

import html
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from shops import document_of, new_app, operations, started

PAGES = ("/docs", "/redoc", "/reference")


class Page(HTMLParser):
    """What a browser sees of a page: the tags that it loads from, the anchors, the text."""

    def __init__(self, text):
        super().__init__()
        self.loaded, self.ids, self.links, self.tags, self.text = [], [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append(tag)
        self.loaded += [found["src"]] if "src" in found else []
        self.loaded += [found["href"]] if tag == "link" and "href" in found else []
        self.links += [found["href"]] if tag == "a" and found.get("href") else []
        self.ids += [found["id"]] if "id" in found else []

    def handle_data(self, data):
        self.text += f"{data} "


@cache
def client_of_the_pages():
    """A client of an application. The pages need nothing that its start opens: made once."""
    return TestClient(new_app(), follow_redirects=False)


@pytest.fixture
def reader():
    """A client of the pages."""
    return client_of_the_pages()


def test_every_page_comes_from_here(reader):
    """/docs (Swagger UI), /redoc (ReDoc) and /reference, a page of your own, are HTML. Whatever
    they load lies below the same host and is there: no script, style or font comes from
    elsewhere."""
    for path in PAGES:
        answer = reader.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        assert answer.headers["content-type"].startswith("text/html"), path
        for address in Page(answer.text).loaded:
            assert not re.match(r"(https?:)?//", address), f"{path} loads {address}"
            if not address.startswith("data:"):
                assert reader.get(address).status_code == 200, f"{path} loads {address}"


def option(text, name):
    """The value of an option of Swagger UI, as it is written in the page; None without it."""
    found = re.search(rf"""["']?{name}["']?\s*:\s*([^,\n}}]+)""", text)
    return found and found[1].strip().strip("\"'")


def test_swagger_ui_is_comfortable(reader):
    """In Swagger UI the address names the operation that is open (`deepLinking`), a login outlives
    a reload (`persistAuthorization`), and at first only the tags are open (`docExpansion` is
    `none`)."""
    page = reader.get("/docs").text
    assert "SwaggerUIBundle" in page
    wanted = {"deepLinking": "true", "persistAuthorization": "true", "docExpansion": "none"}
    assert {name: option(page, name) for name in wanted} == wanted


def test_three_pages_show_one_document(reader):
    """Swagger UI at /docs and ReDoc at /redoc show the same document, /openapi.json; /reference is
    made from it, and has its title as a heading."""
    for path in ("/docs", "/redoc"):
        assert "/openapi.json" in reader.get(path).text, path
    page = Page(reader.get("/reference").text)
    assert "h1" in page.tags
    assert document_of()["info"]["title"] in page.text


def test_the_reference_has_every_operation(reader):
    """/reference is generated from the document: of every operation it has the summary, and the
    method with the path right behind it. It needs no script."""
    page = Page(reader.get("/reference").text)
    assert "script" not in page.tags, "the page must be readable without scripts"
    for name, operation in operations(document_of()).items():
        method, _, path = name.partition(" ")
        assert re.search(rf"\b{method}\s+{re.escape(path)}(?![\w/{{])", page.text), name
        assert operation["summary"] in page.text, f"the summary of {name}"


def test_every_operation_has_an_address_of_its_own(reader):
    """Each operation can be linked to: the element that holds it has its operation id as `id`, so
    /reference#create_order leads there, and the page itself links to it."""
    page = Page(reader.get("/reference").text)
    ids = [operation["operationId"] for operation in operations(document_of()).values()]
    assert sorted(set(ids) - set(page.ids)) == [], "no element has these ids"
    assert sorted({f"#{each}" for each in ids} - set(page.links)) == [], "no link leads to these"


def test_a_text_stays_a_text():
    """What the page takes from the document is text: `<b>` in a summary is shown as `<b>`, and a
    `<script>` in a description does not run."""
    from app.core.reference import reference_page

    texts = {
        "summary": "Less <x-b>is</x-b> more",
        "description": '<script>alert("x")</script> & so',
    }
    operation = {"operationId": "read", "responses": {"200": {}}, "tags": ["a"], **texts}
    document = {
        "info": {"title": "A <x-i>shop</x-i>", "version": "1"},
        "paths": {"/a": {"get": operation}},
    }
    text = reference_page(document)
    page = Page(text)
    title = document["info"]["title"]
    given = {"x-b": texts["summary"], "x-i": title, "script": texts["description"]}
    became = [text for tag, text in given.items() if tag in page.tags]
    assert became == [], "these texts of the document became tags of /reference"
    assert texts["summary"] in page.text
    assert texts["description"] in page.text
    assert "&amp;lt;" not in text, f"escaped twice: {html.escape(texts['summary'])}"


def test_the_root_leads_to_the_documentation(reader):
    """GET / sends whoever comes by to /docs with a redirect. Neither this operation nor those of
    the pages are in the document: they are hidden from it."""
    answer = reader.get("/")
    assert answer.status_code in {302, 303, 307, 308}
    assert answer.url.join(answer.headers["location"]).path == "/docs"
    paths = document_of()["paths"]
    shown = [path for path in ("/", *PAGES, "/openapi.json") if path in paths]
    assert shown == [], "these are for people, and no part of the API"


def test_a_password_locks_every_page():
    """With DOCS_PASSWORD all three pages and the document answer 401 to who does not know it, the
    pages of version 2 below /api/v2 as well; the API itself stays open. Without DOCS no page is
    there, and / answers 404."""
    locked = TestClient(new_app(docs_password="open: sesame"))  # noqa: S106
    below = ("/docs", "/redoc", "/reference", "/openapi.json")
    for path in (*below, *(f"/api/v2{page}" for page in below)):
        assert locked.get(path).status_code == 401, f"nobody is asked for a password at {path}"
        opened = locked.get(path, auth=("docs", "open: sesame"))
        assert opened.status_code != 401, f"{path} does not take the password"
    assert locked.get("/health").status_code == 200
    quiet = TestClient(new_app(docs=False))
    assert [path for path in (*PAGES, "/") if quiet.get(path).status_code != 404] == []


def test_the_pages_work_behind_a_proxy():
    """Below another path, /shop (the `root_path` of the request), the pages load what they need
    from there, and / leads to /shop/docs."""
    with started(new_app(), root_path="/shop") as client:
        for path in ("/docs", "/redoc"):
            page = client.get(f"/shop{path}").text
            assert "/shop/openapi.json" in page, f"{path} asks for the document at the wrong place"
            wrong = [each for each in Page(page).loaded if not each.startswith("/shop/")]
            assert wrong == [], f"{path} loads this past the proxy"
        answer = client.get("/shop/")
        location = answer.url.join(answer.headers["location"])
        assert location.path == "/shop/docs", f"{location} is outside of /shop"
