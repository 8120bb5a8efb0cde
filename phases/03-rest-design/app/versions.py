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
    raise NotImplementedError("exercise 3.8")


def deprecation_headers(deprecated: datetime, sunset: datetime, successor: str) -> dict[str, str]:
    """The headers with which each answer of an old version warns its clients.

    `Deprecation` says since when the version should no longer be used, as `@` and the seconds of
    Unix time (RFC 9745). `Sunset` says when it will stop answering, as an HTTP date in GMT (RFC
    8594). `Link` leads to the `successor` with `rel="successor-version"` (RFC 5829).

    Raises: ValueError for a time without a zone, or for a sunset before the deprecation.
    """
    raise NotImplementedError("exercise 3.8")


def _parse(text: str, supported: Collection[int]) -> int:
    raise NotImplementedError("exercise 3.8")
