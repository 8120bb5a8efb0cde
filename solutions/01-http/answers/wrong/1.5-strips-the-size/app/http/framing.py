import re

from app.http.messages import HttpError


def parse_chunk_size(line: bytes) -> int:
    size = line.partition(b";")[0].strip()
    if not re.fullmatch(rb"[0-9A-Fa-f]+", size):
        raise HttpError(400, "The size of a chunk is not a hexadecimal number.")
    return int(size, 16)
