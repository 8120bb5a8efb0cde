"""Where a request ends: lines, and bodies by length or in chunks, read from a connection.

Each read has a limit, so that no client can make the server keep more than it is willing to.
"""

import re
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader

from app.http.messages import Headers, HttpError

# Octets of one line. RFC 9112, section 3, asks for 8,000 in a request line at least.
MAX_LINE = 8_192
MAX_FIELDS = 100
MAX_BODY = 1_048_576
# Digits of a length. int() itself gives up above 4,300, with a ValueError.
MAX_DIGITS = 18

BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})


async def read_line(reader: StreamReader, *, too_long: int = 400) -> bytes:
    """Read a line and return it without its CRLF.

    Raises: HttpError 400 when it ends otherwise, `too_long` when it has more than the reader's
    limit.
    """
    try:
        line = await reader.readuntil(b"\n")
    except LimitOverrunError as error:
        raise HttpError(too_long, f"A line may have {MAX_LINE:,} octets.") from error
    except IncompleteReadError as error:
        raise HttpError(400, "The message ends in the middle of a line.") from error
    if not line.endswith(b"\r\n"):
        raise HttpError(400, "A line ends with CRLF.")
    return line[:-2]


async def read_fields(reader: StreamReader) -> list[bytes]:
    """Read lines up to the empty one, which ends header fields and trailers.

    Raises: HttpError 431 when they are too many or too long.
    """
    lines = []
    while line := await read_line(reader, too_long=431):
        lines.append(line)
        if len(lines) > MAX_FIELDS:
            raise HttpError(431, f"A message may have {MAX_FIELDS} header fields.")
    return lines


async def read_exactly(reader: StreamReader, size: int) -> bytes:
    """Read so many octets.

    Raises: HttpError 400 when the connection ends before.
    """
    try:
        return await reader.readexactly(size)
    except IncompleteReadError as error:
        raise HttpError(400, "The body is shorter than it said.") from error


def announces_body(method: str, headers: Headers) -> bool:
    """Tell whether a request says, or should say, how long its body is."""
    return method in BODY_METHODS or "content-length" in headers or "transfer-encoding" in headers


def body_length(headers: Headers) -> int | None:
    """Return how many octets the body has, or None when it comes in chunks.

    A length is digits (0 to 9) and nothing else. Of the transfer codings only `chunked` is
    understood (capital or small letters).

    Raises: HttpError 400 for both Content-Length and Transfer-Encoding (the mark of request
    smuggling), for a length that is not a number, and for several lengths; 411 when neither field
    is there; 413 for a length above MAX_BODY; 501 for another coding.
    Source: RFC 9112, sections 6.1 to 6.3; RFC 9110, sections 8.6, 15.5.12, 15.5.14.
    """
    raise NotImplementedError("exercise 1.5")


def parse_chunk_size(line: bytes) -> int:
    """Return the size that stands in the first line of a chunk, such as `1a` or `1A;note=b`.

    Raises: HttpError 400 when it is anything but hexadecimal digits, before a `;` or the end, and
    for control characters, such as a CR by itself.
    Source: RFC 9112, sections 2.2 and 7.1.
    """
    raise NotImplementedError("exercise 1.5")


async def read_chunked(reader: StreamReader) -> bytes:
    """Read a body that comes in chunks, up to and including its last line.

    A chunk is a line with its size in hexadecimal digits (after a `;` may stand extensions, which
    are ignored), so many octets, and CRLF. A chunk of size 0 is the last; trailer fields may
    follow (they are ignored) and then an empty line.

    Raises: HttpError 400 for any other form; 413, before it reads the chunk, when the body would
    get larger than MAX_BODY.
    Source: RFC 9112, section 7.1.
    """
    raise NotImplementedError("exercise 1.5")
