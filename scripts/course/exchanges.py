"""Requests and their answers as a verdict shows them: recorded by the test clients."""

import contextlib
import json
import shlex
from dataclasses import dataclass
from typing import Any

LONGEST = 400
TOLD_BODY = 80
LONGEST_TRY = 2_000
LONGEST_HEADER = 60
CREDENTIALS = {"authorization", "cookie", "x-api-key", "x-csrf-token"}
UNTOLD = {"host", "accept-encoding", "connection", "user-agent", "content-length"}


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
    at: str = "localhost:8000"
    """Where the learner can send it again: `course run` listens there."""
    told: str = ""
    """What happened between requests, in words, where it is none itself: "a restart"."""

    @property
    def sent(self) -> str:
        """`POST /api/v1/products  {"sku": …}`."""
        if self.raw:
            return shorten(_octets(self.request_body))
        headers = "".join(f"\n{name}: {_cut(value)}" for name, value in self.told_headers)
        line = f"{self.method} {path_of(self.url)}"
        return f"{line}  {_text(self.request_body)}".rstrip() + headers

    @property
    def received(self) -> str:
        """`404 Not Found  {"detail": …}`."""
        if self.raw:
            return shorten(_octets(self.response_body)) or "nothing"
        status = f"{self.status} {self.reason}"
        location = dict(self.response_headers).get("location")
        if location and 300 <= self.status < 400:
            status += f"  location: {location}"
        return f"{status}  {_text(self.response_body)}".rstrip()

    @property
    def story(self) -> str:
        """One sentence about an exchange before the last one."""
        if self.told:
            return self.told
        if self.raw:
            sent, received = self.sent.replace("\n", " "), self.received.replace("\n", " ")
            return f"{sent} was answered with {received}"
        told = f"{self.method} {path_of(self.url)}"
        if self.request_body:
            told += f"  {shorten(_text(self.request_body), TOLD_BODY)} "
        told += f" answered {self.status}"
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
        """The same request as a line for the shell.

        None with credentials: they are of the test's database, and no others would know them.
        """
        if self.raw or len(self.request_body) > LONGEST_TRY:
            return ""
        if CREDENTIALS.intersection(dict(self.told_headers)):
            return ""
        words = ["curl", "-i"]
        if self.method == "HEAD":
            words.append("--head")
        elif self.method != ("POST" if self.request_body else "GET"):
            words += ["-X", self.method]
        words.append(f"{self.at}{path_of(self.url)}")
        for name, value in self.told_headers:
            words += ["-H", f"{name}: {value}"]
        if not self.request_body:
            return shlex.join(words)
        if "content-type" not in dict(self.told_headers):
            words += ["-H", "content-type:"]  # or curl would call it a form
        try:
            body = self.request_body.decode()
        except UnicodeDecodeError:
            body = "\0"
        if body.isprintable():
            return shlex.join([*words, "-d", body])
        octal = "".join(_printf(octet) for octet in self.request_body)
        return f"printf '{octal}' | {shlex.join([*words, '--data-binary', '@-'])}"

    @property
    def told_headers(self) -> list[tuple[str, str]]:
        """The request's headers that the test chose, not the client."""
        return [h for h in self.request_headers if h[0] not in UNTOLD and h != ("accept", "*/*")]


def path_of(url: str) -> str:
    """Path and query of an absolute URL."""
    rest = url.partition("://")[2]
    return "/" + rest.partition("/")[2] if rest else url


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text that nobody would read to its end."""
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text)} characters)"


def _cut(value: str) -> str:
    """A header's value without the middle of a long token."""
    return value if len(value) <= LONGEST_HEADER else f"{value[:24]}…{value[-8:]}"


def _octets(data: bytes) -> str:
    """Raw octets as text, a line for each of theirs."""
    return repr(data)[2:-1].replace("\\r\\n", "\\r\\n\n").rstrip("\n")


def _printf(octet: int) -> str:
    """An octet as the shell's printf writes it."""
    if 32 <= octet < 127 and chr(octet) not in "\\'%":
        return chr(octet)
    return f"\\{octet:03o}"


def _text(body: bytes) -> str:
    return shorten(body.decode(errors="replace"))


def happening(told: str) -> Exchange:
    """What is no request, and belongs to the story of a test all the same."""
    return Exchange("", "", [], b"", 0, "", [], b"", raw=True, told=told)


def from_response(response: Any, **more: Any) -> Exchange:  # noqa: ANN401 - httpx2's, imported late
    """An exchange of httpx2's response, whose body may not have been read."""
    request = response.request
    if not hasattr(request, "_content"):  # a form with files: made while it was sent
        with contextlib.suppress(Exception):
            request.read()
    return Exchange(
        method=request.method,
        url=str(request.url),
        request_headers=[(k.lower(), v) for k, v in request.headers.items()],
        request_body=request.content if hasattr(request, "_content") else b"",
        status=response.status_code,
        reason=response.reason_phrase,
        response_headers=[(k.lower(), v) for k, v in response.headers.items()],
        response_body=response.content if hasattr(response, "_content") else b"",
        **more,
    )
