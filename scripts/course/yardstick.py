"""How many requests a server answers in a second, and a server to compare it with.

A number of requests says more about a machine than about a program. So each rate is held against
that of a server which does nothing: `python -m course.yardstick PORT`.
"""

import asyncio
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

BODY = b'{"status": "ok"}'
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (
    len(BODY),
    BODY,
)
AT_ONCE = 4


def rate_of(url: str, headers: Mapping[str, str] | None = None, *, seconds: float = 0.3) -> float:
    """Requests a second that are answered with 200, by four clients that keep their connections.

    Raises: AssertionError for any other answer, or none.
    """
    address = urlsplit(url)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    target = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"

    def ask(until: float) -> int:
        connection = kind(address.hostname or "", address.port, timeout=10)
        count = 0
        try:
            while time.perf_counter() < until:
                connection.request("GET", target, headers=dict(headers or {}))
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, f"under load, {target} is answered {answer.status}"  # noqa: S101
                count += 1
        except (OSError, HTTPException) as error:
            raise AssertionError(f"under load, {target} is not answered: {error!r}") from error
        finally:
            connection.close()
        return count

    begin = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        counts = list(clients.map(ask, [begin + seconds] * AT_ONCE))
    return sum(counts) / (time.perf_counter() - begin)


class _Answers(asyncio.Protocol):
    """Answers each request alike, without reading it."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER * data.count(b"\r\n\r\n"))


async def _serve(port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Answers, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1])))
