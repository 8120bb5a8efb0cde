"""3.8 Versions: in the path, in a header, in the query."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from app.versions import (
    ContradictoryVersions,
    UnsupportedVersion,
    deprecation_headers,
    requested_version,
)

BOTH = (1, 2)
MAY = datetime(2027, 5, 1, tzinfo=UTC)
NOVEMBER = datetime(2027, 11, 1, tzinfo=UTC)


def refused(error, path, headers, query):
    """Fail unless a request's version is refused with this exception."""
    try:
        version = requested_version(path, headers, query, BOTH)
    except error:
        return
    asked = f"{path} with the headers {headers} and the query {query}"
    raise AssertionError(f"{asked} is version {version}; expected {error.__name__}.")


def test_the_path_names_the_version():
    """`/api/v1/products` asks for version 1, `/api/v2/products` for version 2."""
    assert requested_version("/api/v1/products", {}, {}, BOTH) == 1
    assert requested_version("/api/v2/products/7", {}, {}, BOTH) == 2
    assert requested_version("/api/v12/products", {}, {}, (1, 12)) == 12


def test_the_header_names_the_version():
    """`/api/products` with the header `API-Version: 2` asks for version 2."""
    assert requested_version("/api/products", {"api-version": "2"}, {}, BOTH) == 2
    assert requested_version("/api/products", {"accept": "*/*", "api-version": "1"}, {}, BOTH) == 1


def test_the_query_names_the_version():
    """`/api/products?version=2` asks for version 2, whatever other parameters there are."""
    assert requested_version("/api/products", {}, {"version": "2"}, BOTH) == 2
    assert requested_version("/api/products", {}, {"q": "v1", "version": "2"}, BOTH) == 2


def test_who_says_nothing_gets_the_first_version():
    """A request without a version gets version 1, also when there is a newer one: its client was
    written before. A `v2` elsewhere in the path is no version, and neither is a word that begins
    with v: `/api/vouchers`.
    """
    assert requested_version("/api/products", {}, {}, BOTH) == 1
    assert requested_version("/api/products/v2", {"accept": "*/*"}, {"limit": "2"}, BOTH) == 1
    assert requested_version("/api/vouchers/2", {}, {}, BOTH) == 1


@pytest.mark.parametrize("asked", ["3", "0", "-1", "latest", "", "1.5", "٢"])
def test_an_unknown_version_is_refused(asked):
    """A version that does not exist raises `UnsupportedVersion`, wherever it is asked for, and so
    does a text that is not a number in the digits 0 to 9.
    """
    refused(UnsupportedVersion, "/api/products", {"api-version": asked}, {})
    refused(UnsupportedVersion, "/api/products", {}, {"version": asked})
    refused(UnsupportedVersion, "/api/v9/products", {}, {})


def test_two_places_must_agree():
    """Two places that ask for the same version are fine; two that disagree raise
    `ContradictoryVersions`: guessing would hide a mistake of the client.
    """
    assert requested_version("/api/v2/products", {"api-version": "2"}, {"version": "2"}, BOTH) == 2
    for path, headers, query in [
        ("/api/v1/products", {"api-version": "2"}, {}),
        ("/api/v2/products", {}, {"version": "1"}),
        ("/api/products", {"api-version": "1"}, {"version": "2"}),
    ]:
        refused(ContradictoryVersions, path, headers, query)


def test_the_mock_understands_header_and_query(client):
    """The mock answers `/api/products/1` with `API-Version: 1` or `?version=1` as
    `/api/v1/products/1`, and 400 to a version that it does not have, also beside one in the path.
    """
    expected = client.get("/api/v1/products/1").json()
    assert client.get("/api/products/1", headers={"API-Version": "1"}).json() == expected
    assert client.get("/api/products/1?version=1").json() == expected
    assert client.get("/api/products/1?version=2").status_code == 400
    both = client.get("/api/v1/products/1", headers={"API-Version": "2"})
    assert both.status_code == 400


def test_an_old_version_says_farewell():
    """`Deprecation` is `@` and the Unix time in seconds, `Sunset` an HTTP date in GMT, `Link` leads
    to the successor with `rel="successor-version"`.
    """
    headers = deprecation_headers(MAY, NOVEMBER, "/api/v2/products")
    found = {name.lower(): value for name, value in headers.items()}
    assert found["deprecation"] == "@1809129600"
    assert found["sunset"] == "Mon, 01 Nov 2027 00:00:00 GMT"
    assert found["link"].replace(" ", "") == '</api/v2/products>;rel="successor-version"'


def test_a_moment_is_the_same_everywhere():
    """A moment given in another time zone gives the same headers; one without a zone, or a sunset
    before the deprecation, raises ValueError.
    """
    tokyo = timezone(timedelta(hours=9))
    moved = deprecation_headers(MAY.astimezone(tokyo), NOVEMBER.astimezone(tokyo), "/api/v2")
    assert moved == deprecation_headers(MAY, NOVEMBER, "/api/v2")
    without_zone = (MAY.replace(tzinfo=None), NOVEMBER.replace(tzinfo=None))
    for deprecated, sunset in [without_zone, (NOVEMBER, MAY)]:
        try:
            found = deprecation_headers(deprecated, sunset, "/api/v2")
        except ValueError:
            continue
        raise AssertionError(f"Deprecated {deprecated}, sunset {sunset}: answered with {found}.")
