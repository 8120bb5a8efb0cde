"""9.9 A document that introduces itself."""

import pytest

from shops import document_of, operations

SOMEBODYS = {"contact_email": "api@shop.example", "public_url": "https://shop.example/"}


@pytest.fixture
def document():
    """The document of the application as it is started."""
    return document_of()


def test_the_head_says_what_this_is(document):
    """The `info` of the OpenAPI document has, besides title and version, a `summary` (one line) and
    a `license` with a name and an SPDX `identifier`, such as MIT."""
    head = document["info"]
    assert head["title"] == "Storefront API"
    assert head["version"] == "1.0.0"
    summary = head.get("summary", "")
    assert summary.strip(), "info.summary is missing: one line for lists of APIs"
    assert "\n" not in summary.strip(), "a summary is one line; what is longer is the description"
    found = head.get("license", {})
    assert found.get("name"), "info.license has no name"
    assert found.get("identifier") or found.get("url"), "info.license says not which one it is"


def test_the_description_helps_to_begin(document):
    """The global `description` is Markdown with at least two headings (`## …`). It says where one
    logs in, naming `/api/v1/auth/token`, and what a refusal looks like, naming
    `application/problem+json`."""
    text = document["info"].get("description", "")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(headings) >= 2, f"Markdown headings begin a line with `## `: {headings}"
    for fact in ("/api/v1/auth/token", "application/problem+json"):
        assert fact in text, f"info.description does not name {fact}"


def test_the_contact_is_a_setting():
    """The contact is that of CONTACT_EMAIL; without it the document names none."""
    head = document_of(**SOMEBODYS)["info"]
    assert head.get("contact", {}).get("email") == "api@shop.example"
    assert "contact" not in document_of()["info"]


def test_the_server_list_names_the_public_address():
    """`servers` has the address of PUBLIC_URL, with a description. It ends without a slash: the
    paths of the document begin with one."""
    servers = document_of(**SOMEBODYS).get("servers", [])
    found = {server["url"]: server.get("description") for server in servers}
    assert "https://shop.example" in found, "no server has this address, without a slash at its end"
    assert found["https://shop.example"], "this server has no description"
    doubled = [url for url in found if url != "/" and url.endswith("/")]
    assert doubled == [], "with the path, these become addresses with two slashes"


def test_every_tag_is_described_once():
    """Each tag that an operation has is listed in `tags` with a description, and none twice; also
    the tag of the operations that only DIAGNOSTICS brings."""
    document = document_of(diagnostics=True)
    listed = [tag["name"] for tag in document.get("tags", [])]
    assert sorted(listed) == sorted(set(listed)), "a tag is listed twice"
    used = {tag for each in operations(document).values() for tag in each.get("tags", [])}
    assert sorted(used - set(listed)) == [], "operations have these tags, and nobody describes them"
    silent = [tag["name"] for tag in document["tags"] if not tag.get("description", "").strip()]
    assert silent == [], "these tags have no description"


def test_the_important_tags_come_first(document):
    """Pages show the tags in the order of the list: `products` comes first, then `orders`."""
    listed = [tag["name"] for tag in document.get("tags", [])]
    assert listed[:2] == ["products", "orders"], "this is what people come for"
