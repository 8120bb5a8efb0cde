def is_as_read(tag: str, if_match: str) -> bool:
    """Tell whether the client has read what has this tag now, or says that it does not care (`*`).

    Compared strongly: a weak tag never fits (RFC 9110, section 13.1.1).
    """
    return if_match in ("*", tag)
