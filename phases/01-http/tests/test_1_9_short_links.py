"""1.9 Short links."""

import shutil
import subprocess

import pytest

LINKS = "/api/v1/links"
MUG = "/api/v1/products/1"


def shorten(client, **data):
    """The path of a new short link."""
    answer = client.post(LINKS, json={"target": MUG} | data)
    assert answer.status_code == 201
    return f"/s/{answer.json()['code']}"


def visit(client, path, **options):
    """The link's own answer, not that of its target."""
    return client.get(path, follow_redirects=False, **options)


def visits(client, path):
    """How often a short link was followed: what the API tells of it."""
    return client.get(f"{LINKS}/{path.removeprefix('/s/')}").json()


def test_the_status_says_how_long_and_how(client):
    """GET and POST of `/s/{code}` answer 302; permanent 301; keeps_method 307; both 308.

    Location is the link's target.
    """
    kinds = [(False, False, 302), (True, False, 301), (False, True, 307), (True, True, 308)]
    for permanent, keeps_method, status in kinds:
        path = shorten(client, permanent=permanent, keeps_method=keeps_method)
        for method in ("GET", "POST"):
            answer = client.request(method, path, follow_redirects=False)
            assert answer.status_code == status
            assert answer.headers["location"] == MUG


def test_a_client_that_follows_arrives(server, client):
    """A client that follows redirects gets the product: httpx2 when asked to, `curl -L` as well."""
    path = shorten(client)
    arrived = client.get(path, follow_redirects=True)
    assert arrived.status_code == 200
    assert arrived.json()["sku"] == "MUG-0042"
    if program := shutil.which("curl"):
        options = ["-s", "-L", "--noproxy", "*", "--max-time", "5"]
        command = [program, *options, server.url + path]
        shown = subprocess.run(command, capture_output=True, check=False).stdout
        assert shown == arrived.content


def test_a_post_stays_a_post_with_307_and_becomes_a_get_with_302(client):
    """What a POST becomes on the way is the client's doing, by status: 307 POST, 302 GET."""
    for keeps_method, method in ((True, "POST"), (False, "GET")):
        path = shorten(client, target="/echo", keeps_method=keeps_method)
        answer = client.post(path, data={"a": "b"}, follow_redirects=True)
        assert answer.status_code == 200
        assert answer.json()["method"] == method


def test_an_unknown_code_is_404(client):
    """A code that nobody made is answered with 404, and gets no cookie."""
    answer = client.get("/s/nothing")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers
    assert visit(client, shorten(client)).status_code == 302


def test_visits_and_user_agents_are_counted(client):
    """Each visit counts, also under the name that `User-Agent` begins with."""
    path = shorten(client)
    for agent in ("curl/8.17.0", "curl/7.88.1", "Mozilla/5.0 (X11; Linux)"):
        visit(client, path, headers={"User-Agent": agent})
    seen = visits(client, path)
    assert seen["visits"] == 3
    assert seen["agents"] == {"curl": 2, "Mozilla": 1}


def test_the_first_visit_gets_a_cookie_for_this_link_alone(client):
    """A first visit gets the cookie `seen`: for this path, for a year, HttpOnly, SameSite=Lax."""
    path = shorten(client)
    first, *options = visit(client, path).headers["set-cookie"].split(";")
    assert first.startswith("seen=")
    given = {option.strip().lower() for option in options}
    assert {f"path={path}".lower(), "max-age=31536000", "httponly", "samesite=lax"} <= given
    assert "secure" not in given, "A Secure cookie is not sent back over plain HTTP."


def test_who_comes_back_is_one_visitor(client):
    """A client that shows the cookie again is a visit and no new visitor; it may get a new one."""
    path, other = shorten(client), shorten(client)
    for _ in range(3):
        visit(client, path)
    assert client.cookies, "The first answer sets a cookie."
    assert visits(client, path)["visits"] == 3
    assert visits(client, path)["visitors"] == 1, "Who shows the cookie was there before."
    visit(client, other)
    assert visits(client, other)["visitors"] == 1, "The cookie is for one link, not for all."


def test_a_client_without_cookies_is_a_new_visitor_each_time(client):
    """A client that keeps no cookies is counted as another visitor at each visit."""
    path = shorten(client)
    for _ in range(2):
        visit(client, path)
        client.cookies.clear()
    assert visits(client, path)["visitors"] == 2


def test_a_cookie_header_is_names_and_values():
    """`a=1; b=2` is two cookies; a value may hold `=`, and is taken without quotes around it."""
    from app.http.cookies import parse_cookies

    header = 'seen=1; token=YWJj=; theme="dark";empty=;  last=x'
    expected = {"seen": "1", "token": "YWJj=", "theme": "dark", "empty": "", "last": "x"}
    assert parse_cookies(header) == expected
    assert parse_cookies("") == {}


def test_a_cookie_header_of_another_form_does_no_harm():
    """A piece that is not `name=value` is ignored, and no other; of a repeated name the first."""
    from app.http.cookies import parse_cookies

    assert parse_cookies("seen=1; junk; a=b") == {"seen": "1", "a": "b"}
    assert parse_cookies("junk; =x; ;seen=1; seen=2") == {"seen": "1"}


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("seen", "1; Path=/", "/"),
        ("seen", "a b", "/"),
        ("seen", "1\r\nX-A: b", "/"),
        ("se;en", "1", "/"),
        ("", "1", "/"),
        ("seen", "1", "/; Domain=example.org"),
    ],
)
def test_a_cookie_cannot_smuggle_options(name, value, path):
    """A name, value or path with a character that would end it raises ValueError."""
    from app.http.cookies import format_cookie

    with pytest.raises(ValueError):  # noqa: PT011 - its words are free
        format_cookie(name, value, path=path, max_age=60)


def test_over_tls_the_cookie_is_secure():
    """Over TLS (the request's `scheme` is `https`) the cookie `seen` is Secure."""
    from app.http.dispatch import dispatch
    from app.http.messages import Request
    from app.links import Link
    from app.shop import links, router

    links["tls"] = Link("tls", MUG)
    answer = dispatch(router, Request("GET", "/s/tls", "/s/tls", scheme="https"))
    options = {option.strip().lower() for option in answer.headers.get("set-cookie").split(";")}
    assert "secure" in options


def test_format_cookie_says_secure_when_it_is_asked_to():
    """With `secure` the cookie has the option Secure, without it not."""
    from app.http.cookies import format_cookie

    def options(cookie):
        return {option.strip().lower() for option in cookie.split(";")}

    assert "secure" in options(format_cookie("a", "1", path="/", max_age=60, secure=True))
    assert "secure" not in options(format_cookie("a", "1", path="/", max_age=60))
