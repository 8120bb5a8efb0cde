"""8.6 Gates: origins, hosts, sizes."""

import json

import httpx2
import pytest
from fastapi.responses import PlainTextResponse

from apps import new_app, started

SHOP = "https://shop.example"
PRODUCTS = "/api/v1/products"
PROBLEM = "application/problem+json"


@pytest.fixture
def shop():
    """A client of an application that trusts one origin and one host."""
    app = new_app(cors_origins=[SHOP], allowed_hosts=["api.example"], max_body_bytes=2000)

    @app.get("/test/large")
    def read_much() -> list[str]:
        return ["mug"] * 1000

    @app.post("/test/body")
    def count(items: list[str]) -> int:
        return len(items)

    @app.get("/test/broken")
    def break_down() -> None:
        raise RuntimeError("a mistake of ours")

    @app.get("/test/refused")
    def refuse_at_length() -> PlainTextResponse:
        return PlainTextResponse("No. " * 500, 409)

    with started(app, base_url="https://api.example", raising=False) as client:
        yield client


def preflight(client, origin, method="PATCH", headers="authorization"):
    """Ask as a browser asks before it sends a script's request."""
    return client.options(
        f"{PRODUCTS}/1",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": method,
            "Access-Control-Request-Headers": headers,
        },
    )


def words(answer, name):
    """The words of a header with a list, in lower case."""
    return {word.strip().lower() for word in answer.headers.get(name, "").split(",")} - {""}


def test_a_preflight_of_the_frontend_is_allowed(shop):
    """A frontend of an origin in CORS_ORIGINS, a single-page application, may use all methods of
    the API: the preflight is answered with 200, its origin and the method."""
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        answer = preflight(shop, SHOP, method)
        assert answer.status_code == 200, method
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert method.lower() in words(answer, "access-control-allow-methods")


def test_the_frontend_may_send_the_headers_of_the_api(shop):
    """Its scripts may send Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match
    and X-Request-ID, and no header that the API does not know."""
    ours = {
        "authorization",
        "content-type",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "x-request-id",
    }
    answer = preflight(shop, SHOP, headers=",".join(sorted(ours)))
    assert answer.status_code == 200
    assert words(answer, "access-control-allow-headers") >= ours
    assert preflight(shop, SHOP, headers="x-anything").status_code == 400


FOREIGN = (
    "https://evil.example",
    "http://shop.example",
    "https://shop.example:8443",
    "https://shop.example.evil.example",
    "https://evilshop.example",
    "null",
)


def test_other_origins_are_not_allowed(shop):
    """An origin is scheme, host and port together. For any other one the answers have no
    Access-Control-Allow-Origin, and so its scripts read nothing."""
    for origin in FOREIGN:
        asked = preflight(shop, origin)
        assert asked.headers.get("access-control-allow-origin") is None, origin
        answer = shop.get(PRODUCTS, headers={"Origin": origin})
        assert answer.headers.get("access-control-allow-origin") is None, origin


def test_the_frontend_sends_no_cookies(shop):
    """The frontend sends tokens. Cookies, which a browser sends by itself, are not allowed across
    origins."""
    for answer in (preflight(shop, SHOP), shop.get(PRODUCTS, headers={"Origin": SHOP})):
        assert answer.headers["access-control-allow-origin"] == SHOP
        assert answer.headers.get("access-control-allow-credentials") is None


def test_the_frontend_can_read_refusals(shop):
    """Refusals have the headers of CORS too: without them a script would see a network error where
    the answer is 404, 413 or 422, or 500 for a mistake of ours."""
    for method, path, body in (
        ("GET", "/nowhere", None),
        ("GET", f"{PRODUCTS}?limit=0", None),
        ("POST", "/test/body", ["x" * 3000]),
        ("GET", "/test/broken", None),
    ):
        answer = shop.request(method, path, json=body, headers={"Origin": SHOP})
        assert answer.status_code >= 400
        allowed = answer.headers.get("access-control-allow-origin")
        assert allowed == SHOP, (
            f"Access-Control-Allow-Origin of the {answer.status_code} for {method} {path}"
            + (" with a body of 3000 characters" if body else "")
        )


def test_the_frontend_can_read_our_headers(shop):
    """A script reads few headers by itself. It may read ETag, Link, Location, RateLimit,
    RateLimit-Policy, Retry-After and X-Request-ID as well."""
    answer = shop.get(PRODUCTS, headers={"Origin": SHOP})
    assert words(answer, "access-control-expose-headers") >= {
        "etag",
        "link",
        "location",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
        "x-request-id",
    }


def test_without_origins_nothing_is_allowed():
    """Without CORS_ORIGINS no origin is allowed."""
    with started(new_app()) as client:
        assert preflight(client, SHOP).headers.get("access-control-allow-origin") is None


def test_a_foreign_host_is_refused(shop):
    """With ALLOWED_HOSTS only these names are served: another Host is answered with 400, a problem
    like every other."""
    assert shop.get("/health").status_code == 200
    answer = shop.get("/health", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    assert answer.json()["status"] == 400


def test_a_body_may_be_as_long_as_the_limit(shop):
    """A body of MAX_BODY_BYTES is taken, one byte more is answered with 413, a problem."""
    full = json.dumps(["x" * 1996]).encode()
    assert len(full) == 2000
    sent = {"Content-Type": "application/json"}
    assert shop.post("/test/body", content=full, headers=sent).status_code == 200
    answer = shop.post("/test/body", content=full + b" ", headers=sent)
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


def test_a_body_is_counted_while_it_comes(shop):
    """A body without Content-Length, sent in pieces, is counted while it arrives: 413 too."""
    pieces = (b" " * 500 for _ in range(5))
    answer = shop.post("/test/body", content=pieces, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, PROBLEM)


def test_large_answers_are_compressed(shop):
    """An answer of 1000 bytes and more is compressed with gzip for clients that take it, and says
    so in Content-Encoding and Vary; a small one is sent as it is."""
    large = shop.get("/test/large", headers={"Accept-Encoding": "gzip"})
    assert large.headers.get("content-encoding") == "gzip"
    assert "accept-encoding" in words(large, "vary")
    assert large.json() == ["mug"] * 1000
    plain = shop.get("/test/large", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    small = shop.get("/health", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in small.headers


def test_a_long_refusal_is_a_problem_first(shop):
    """A plain text of 1000 bytes and more that reports an error becomes a problem for clients that
    take gzip, too: the envelope cannot read what is compressed already."""
    try:
        answer = shop.get("/test/refused", headers={"Accept-Encoding": "gzip"})
    except httpx2.DecodingError:
        pytest.fail(
            "The problem says that it is compressed, and is not: its text was compressed before"
            " the envelope got it.",
            pytrace=False,
        )
    assert (answer.status_code, answer.headers["content-type"]) == (409, PROBLEM)
    assert answer.json()["detail"].startswith("No. No. ")
