import re

from app.http.messages import HttpError


def parse_chunk_size(line: bytes) -> int:
    match = re.fullmatch(rb"([0-9A-Fa-f]+)(;.*)?", line)
    if not match:
        raise HttpError(400, "The size of a chunk is not a hexadecimal number.")
    return int(match[1], 16)
