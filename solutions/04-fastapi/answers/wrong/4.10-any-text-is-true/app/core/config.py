def is_on(text: str) -> bool:
    return bool(text)
