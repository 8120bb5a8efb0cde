from asyncio import StreamReader

from app.http.messages import HttpError


async def read_chunked(reader: StreamReader) -> bytes:
    body = b""
    while size := parse_chunk_size(await read_line(reader)):
        body += await read_exactly(reader, size)
        if await read_exactly(reader, 2) != b"\r\n":
            raise HttpError(400, "A chunk is longer than it said.")
    await read_fields(reader)
    return body
