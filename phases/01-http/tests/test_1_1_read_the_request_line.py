"""1.1 Read the request line."""

import pytest


def refused(function, argument):
    """Call a function that must refuse its argument; return the status."""
    from app.http.messages import HttpError

    with pytest.raises(HttpError) as caught:
        function(argument)
    return caught.value.status


def test_a_request_line_has_a_method_a_target_and_a_version():
    """`GET /health HTTP/1.1` is method, target and version, as text and each as it was written."""
    from app.http.parser import parse_request_line

    assert tuple(parse_request_line(b"GET /health HTTP/1.1")) == ("GET", "/health", "HTTP/1.1")
    assert tuple(parse_request_line(b"get /s/a?b=%20 HTTP/1.0")) == (
        "get",
        "/s/a?b=%20",
        "HTTP/1.0",
    )


@pytest.mark.parametrize(
    "line",
    [
        b"NONSENSE",
        b"GET /health",
        b"GET  /health HTTP/1.1",
        b"GET\t/health\tHTTP/1.1",
        b" GET /health HTTP/1.1",
        b"GET /health HTTP/1.1 ",
        b"GET /two words HTTP/1.1",
        b"GE(T /health HTTP/1.1",
        b"GET /caf\xc3\xa9 HTTP/1.1",
        b"GET /\x00 HTTP/1.1",
        b"GET /health HTTP/x",
        b"GET /health http/1.1",
    ],
)
def test_a_line_of_another_form_is_refused(line):
    """Anything but token, space, visible ASCII, space, version is refused with 400."""
    from app.http.parser import parse_request_line

    assert refused(parse_request_line, line) == 400


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9", b"HTTP/3.0"])
def test_another_version_is_refused(version):
    """A version other than HTTP/1.0 and HTTP/1.1 is refused with 505."""
    from app.http.parser import parse_request_line

    assert refused(parse_request_line, b"GET /health " + version) == 505


def test_a_target_is_a_path_and_query_parameters():
    """What follows the first `?` of a target are its query parameters: name, `=`, value, `&`."""
    from app.http.parser import split_target

    path, query = split_target("/api/v1/products?q=mug&limit=5")
    assert path == "/api/v1/products"
    assert query == {"q": "mug", "limit": "5"}
    assert split_target("/health") == ("/health", {})


def test_path_and_query_are_decoded_after_they_are_taken_apart():
    """Percent codes are decoded (UTF-8) after the split: a coded `?`, `&` or `=` is text."""
    from app.http.parser import split_target

    assert split_target("/what%3F/caf%C3%A9?q=a%26b%3Dc&x=%C3%A9") == (
        "/what?/café",
        {"q": "a&b=c", "x": "é"},
    )


def test_a_plus_is_a_space_in_the_query_only():
    """`+` means a space in the query; in the path it is a plus."""
    from app.http.parser import split_target

    assert split_target("/c++?q=blue+mug") == ("/c++", {"q": "blue mug"})


def test_an_empty_parameter_stays_and_of_a_repeated_one_the_last_counts():
    """`?q=` is a parameter q with an empty value; of `?a=1&a=2` the last value counts."""
    from app.http.parser import split_target

    assert split_target("/?q=&a=1&a=2") == ("/", {"q": "", "a": "2"})


def test_a_whole_url_and_a_star_are_targets_too():
    """`http://host/path?query` (or https) is its path and query, without a path `/`; `*` is `*`."""
    from app.http.parser import split_target

    assert split_target("http://shop.example/health?a=b") == ("/health", {"a": "b"})
    assert split_target("http://shop.example") == ("/", {})
    assert split_target("https://shop.example/health") == ("/health", {})
    assert split_target("*") == ("*", {})


def test_a_path_may_begin_with_two_slashes():
    """A target that begins with `/` is a path, also with two slashes: `//health` is no host."""
    from app.http.parser import split_target

    assert split_target("//health?a=b") == ("//health", {"a": "b"})


@pytest.mark.parametrize("target", ["health", "?q=mug", "ftp://shop.example/", "http://[shop/"])
def test_a_target_of_another_form_is_refused(target):
    """A target begins with `/`, or is a whole URL (http, https) or `*`: others are 400."""
    from app.http.parser import split_target

    assert refused(split_target, target) == 400


@pytest.mark.parametrize("target", ["/%ff", "/?q=%ff", "/?" + "a=b&" * 101])
def test_a_target_that_cannot_be_read_is_refused(target):
    """400 refuses codes that are no UTF-8, and more than 100 parameters."""
    from app.http.parser import split_target

    assert refused(split_target, target) == 400
