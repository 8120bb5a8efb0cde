def is_placeholder(secret: str) -> bool:
    """Tell whether a secret is none: from an example, or typed by somebody who was in a hurry."""
    plain = secret.casefold()
    return len(set(plain)) <= 5 or any(each in plain for each in PLACEHOLDERS)
