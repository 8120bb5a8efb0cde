def is_known(tag: str, if_none_match: str | None) -> bool:
    """Tell whether the client names this tag among those that it has.

    Compared weakly: `W/"a"` and `"a"` are the same here (RFC 9110, section 13.1.2).
    """
    if if_none_match is None:
        return False
    return if_none_match in ("*", tag)
