import string
from asyncio import StreamReader

from app.http.messages import HttpError


def parse_chunk_size(line: bytes) -> int:
    digits, _, extension = line.decode("latin-1").partition(";")
    if not digits or len(digits) > 15 or set(digits) - set(string.hexdigits) or "\r" in extension:
        raise HttpError(400, "Bad size.")
    return int(digits, base=16)


async def read_chunked(reader: StreamReader) -> bytes:
    chunks: list[bytes] = []
    room = MAX_BODY
    while True:
        size = parse_chunk_size(await read_line(reader))
        if size == 0:
            break
        room -= size
        if room < 0:
            raise HttpError(413, "Too large.")
        chunk = await read_exactly(reader, size + 2)
        if not chunk.endswith(b"\r\n"):
            raise HttpError(400, "Bad chunk.")
        chunks.append(chunk[:-2])
    while await read_line(reader):
        pass
    return b"".join(chunks)
