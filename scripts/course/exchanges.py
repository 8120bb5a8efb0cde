"""Requests and their answers as a verdict shows them: recorded by the test clients."""

import json
import shlex
from dataclasses import dataclass
from typing import Any

LONGEST = 400
UNTOLD = {"host", "accept", "accept-encoding", "connection", "user-agent", "content-length"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came back, as text."""

    method: str
    url: str
    request_headers: list[tuple[str, str]]
    request_body: bytes
    status: int
    reason: str
    response_headers: list[tuple[str, str]]
    response_body: bytes
    raw: bool = False

    @property
    def sent(self) -> str:
        """`POST /api/v1/products  {"sku": …}`."""
        if self.raw:
            return shorten(repr(self.request_body)[2:-1])
        return f"{self.method} {path_of(self.url)}  {_text(self.request_body)}".rstrip()

    @property
    def received(self) -> str:
        """`404 Not Found  {"detail": …}`."""
        if self.raw:
            return shorten(repr(self.response_body)[2:-1]) or "nothing"
        return f"{self.status} {self.reason}  {_text(self.response_body)}".rstrip()

    @property
    def story(self) -> str:
        """One sentence about an exchange before the last one."""
        if self.raw:
            return f"{self.sent} was answered with {self.received}"
        told = f"{self.method} {path_of(self.url)} answered {self.status}"
        headers = dict(self.response_headers)
        if "location" in headers:
            told += f" with  location: {headers['location']}"
        return told

    def holds(self, value: object) -> bool:
        """Whether a compared value is this answer's status, body or JSON."""
        if value in (self.status, self.response_body):
            return not isinstance(value, bool)
        try:
            return bool(value == json.loads(self.response_body))
        except ValueError:
            return bool(value == self.response_body.decode(errors="replace"))

    @property
    def curl(self) -> str:
        """The same request as a line for the shell; the course's servers listen on port 8000."""
        if self.raw:
            return ""
        words = ["curl", "-i"]
        if self.method == "HEAD":
            words.append("--head")
        elif self.method != ("POST" if self.request_body else "GET"):
            words += ["-X", self.method]
        words.append(f"localhost:8000{path_of(self.url)}")
        for name, value in self.request_headers:
            if name not in UNTOLD:
                words += ["-H", f"{name}: {value}"]
        if self.request_body:
            words += ["-d", self.request_body.decode(errors="replace")]
        return shlex.join(words)


def path_of(url: str) -> str:
    """Path and query of an absolute URL."""
    rest = url.partition("://")[2]
    return "/" + rest.partition("/")[2] if rest else url


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text that nobody would read to its end."""
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text)} characters)"


def _text(body: bytes) -> str:
    return shorten(body.decode(errors="replace"))


def from_response(response: Any) -> Exchange:  # noqa: ANN401 - httpx2's, which is imported late
    """An exchange of httpx2's response, whose body may not have been read."""
    request = response.request
    return Exchange(
        method=request.method,
        url=str(request.url),
        request_headers=[(k.lower(), v) for k, v in request.headers.items()],
        request_body=request.content if hasattr(request, "_content") else b"",
        status=response.status_code,
        reason=response.reason_phrase,
        response_headers=[(k.lower(), v) for k, v in response.headers.items()],
        response_body=response.content if hasattr(response, "_content") else b"",
    )
