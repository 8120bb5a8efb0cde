"""Which version of the API a request asks for, and how an old version says farewell."""
# ruff: noqa: N818 - exceptions say what happened, as those of `app.domain.errors` do

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime

from app.domain.errors import StorefrontError

DEFAULT_VERSION = 1


class VersionError(StorefrontError):
    """A request does not say clearly which version it wants."""


class UnsupportedVersion(VersionError):
    """The version that is asked for does not exist."""

    def __init__(self, asked: str, supported: Collection[int]) -> None:
        known = ", ".join(str(version) for version in sorted(supported))
        super().__init__(f"There is no version {asked!r}. There are: {known}.")


class ContradictoryVersions(VersionError):
    """Path, header and query ask for different versions."""

    def __init__(self, asked: Collection[int]) -> None:
        versions = ", ".join(str(version) for version in sorted(asked))
        super().__init__(f"The request asks for several versions at once: {versions}.")


def requested_version(
    path: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    supported: Collection[int] = (DEFAULT_VERSION,),
) -> int:
    """Read the version that a request asks for, in any of the three places.

    The path says `/api/v2/products`: `v` and digits, with nothing else before the next slash. The
    header is `api-version: 2` (names of headers are given in lower case), the query `version=2`.
    A request that says nothing gets `DEFAULT_VERSION`: a client that was written before there were
    versions must go on working.

    Raises: UnsupportedVersion for a version that is not among `supported` or is not a number,
    ContradictoryVersions when two places disagree.
    """
    in_path = re.match(r"/api/v([0-9]+)(?:/|$)", path)
    asked = {in_path.group(1)} if in_path else set()
    if "api-version" in headers:
        asked.add(headers["api-version"])
    if "version" in query:
        asked.add(query["version"])
    versions = {_parse(text, supported) for text in asked}
    if len(versions) > 1:
        raise ContradictoryVersions(versions)
    return versions.pop() if versions else DEFAULT_VERSION


def deprecation_headers(deprecated: datetime, sunset: datetime, successor: str) -> dict[str, str]:
    """The headers with which each answer of an old version warns its clients.

    `Deprecation` says since when the version should no longer be used, as `@` and the seconds of
    Unix time (RFC 9745). `Sunset` says when it will stop answering, as an HTTP date in GMT (RFC
    8594). `Link` leads to the `successor` with `rel="successor-version"` (RFC 5829).

    Raises: ValueError for a time without a zone, or for a sunset before the deprecation.
    """
    if deprecated.tzinfo is None or sunset.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    if sunset < deprecated:
        raise ValueError("A version is deprecated before it stops, not after.")
    return {
        "Deprecation": f"@{int(deprecated.timestamp())}",
        "Sunset": format_datetime(sunset.astimezone(UTC), usegmt=True),
        "Link": f'<{successor}>; rel="successor-version"',
    }


def _parse(text: str, supported: Collection[int]) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) not in supported:
        raise UnsupportedVersion(text, supported)
    return int(text)
