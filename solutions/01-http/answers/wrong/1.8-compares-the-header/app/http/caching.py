def matches(if_none_match: str, etag: str) -> bool:
    return if_none_match == etag
