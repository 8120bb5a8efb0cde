def _parse(text: str, supported: Collection[int]) -> int:
    if not text.isdigit() or int(text) not in supported:
        raise UnsupportedVersion(text, supported)
    return int(text)
