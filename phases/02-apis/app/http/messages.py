"""HTTP messages: what a client asks and what a server answers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


class HttpError(Exception):
    """A request that is answered with an error: status, a sentence for people, more headers."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


class Headers:
    """The header fields of a message, in order. `Host` and `host` are the same name.

    A name may stand there several times (RFC 9110, section 5).
    """

    def __init__(self, fields: Iterable[tuple[str, str]] = ()) -> None:
        self._fields = list(fields)

    def add(self, name: str, value: str) -> None:
        """Append a field; one of the same name stays."""
        self._fields.append((name, value))

    def get(self, name: str, default: str = "") -> str:
        """Return the value of a field; of a repeated one all values, joined by commas."""
        values = self.get_all(name)
        return ", ".join(values) if values else default

    def get_all(self, name: str) -> list[str]:
        """Return the values of all fields of that name."""
        return [value for known, value in self._fields if known.lower() == name.lower()]

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a field."""
        return bool(self.get_all(name))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Go through the fields as pairs of name and value."""
        return iter(self._fields)


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks.

    target: as it was sent, `/echo?a=b%20c`. path: its part before the `?`, decoded. query: its
    parameters, decoded; of a repeated one the last. client: the address it came from. scheme:
    http or https.
    """

    method: str
    target: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""
    version: str = "HTTP/1.1"
    client: str = ""
    scheme: str = "http"


@dataclass(slots=True)
class Response:
    """What a server answers. `Content-Length` is not among the headers: it follows from body."""

    status: int = 200
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    @classmethod
    def json(
        cls, data: object, status: int = 200, headers: Iterable[tuple[str, str]] = ()
    ) -> "Response":
        """Make a response of plain data."""
        body = json.dumps(data).encode()
        return cls(status, Headers([("Content-Type", "application/json"), *headers]), body)

    @classmethod
    def error(cls, error: HttpError) -> "Response":
        """Make the response that tells a client of an error."""
        return cls.json({"detail": error.detail}, error.status, error.headers.items())
