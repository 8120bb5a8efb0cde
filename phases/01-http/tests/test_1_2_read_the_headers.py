"""1.2 Read the header fields."""

import pytest

CURL = [
    b"Host: localhost:8000",
    b"User-Agent: curl/8.17.0",
    b"Accept: */*",
]


def test_each_line_is_a_field():
    """Each line `Name: value` becomes a field, in order, found by its name in any case."""
    from app.http.parser import parse_headers

    headers = parse_headers(CURL)
    assert list(headers) == [
        ("Host", "localhost:8000"),
        ("User-Agent", "curl/8.17.0"),
        ("Accept", "*/*"),
    ]
    assert headers.get("user-agent") == "curl/8.17.0"


def test_the_name_reaches_to_the_first_colon():
    """Only the first colon ends the name: a value may hold colons, as `Host` and times do."""
    from app.http.parser import parse_headers

    headers = parse_headers([b"Host: localhost:8000", b"If-Modified-Since: 10:20:30"])
    assert headers.get("host") == "localhost:8000"
    assert headers.get("if-modified-since") == "10:20:30"


def test_space_around_a_value_is_not_part_of_it():
    """Spaces and tabs before and after a value are dropped; a value may be empty."""
    from app.http.parser import parse_headers

    headers = parse_headers([b"Accept:text/csv", b"X-A: \t a b \t", b"X-Empty:"])
    assert list(headers) == [("Accept", "text/csv"), ("X-A", "a b"), ("X-Empty", "")]


def test_repeated_fields_all_stay():
    """A name that comes twice is two fields; `get` joins their values with a comma."""
    from app.http.parser import parse_headers

    headers = parse_headers([b"Accept: text/csv", b"Host: a", b"accept: text/html"])
    assert headers.get_all("Accept") == ["text/csv", "text/html"]
    assert headers.get("Accept") == "text/csv, text/html"


def test_octets_above_ascii_are_taken_as_latin_1():
    """A value may have octets above ASCII; each is one character (ISO-8859-1), none is an error."""
    from app.http.parser import parse_headers

    assert parse_headers([b"X-Name: Andr\xe9 \xff"]).get("X-Name") == "André ÿ"


@pytest.mark.parametrize(
    "line",
    [
        b"no colon",
        b": no name",
        b"Host : localhost",
        b"Ho st: localhost",
        b" folded: line",
        b"\tfolded",
        b"H\xc3\xb6st: localhost",
        b"X-A: zero\x00",
        b"X-A: return\rX-B: b",
        b"X-A: a\r",
        b"X-A: a\x0b",
    ],
)
def test_a_line_of_another_form_is_refused(line):
    """400 refuses a line without colon or name, a space in or after a name, control characters.

    These are refused at the end of a value too: only spaces and tabs are dropped there.
    """
    from app.http.messages import HttpError
    from app.http.parser import parse_headers

    with pytest.raises(HttpError) as caught:
        parse_headers([b"Host: localhost", line])
    assert caught.value.status == 400
