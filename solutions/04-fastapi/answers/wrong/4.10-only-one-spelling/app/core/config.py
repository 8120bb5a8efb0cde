def is_on(text: str) -> bool:
    return text == "true"
