def _parse(text: str, supported: Collection[int]) -> int:
    if text.isdigit() and int(text) in supported:
        return int(text)
    return DEFAULT_VERSION
