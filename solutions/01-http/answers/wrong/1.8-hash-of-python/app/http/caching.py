def etag_of(body: bytes) -> str:
    return f'"{hash(body):x}"'
