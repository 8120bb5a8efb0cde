import re

from app.http.messages import HttpError


def parse_chunk_size(line: bytes) -> int:
    size = line.partition(b";")[0].strip(b" \t")
    if not re.fullmatch(rb"[0-9]{1,15}", size):
        raise HttpError(400, "The size of a chunk is not a number.")
    return int(size)
