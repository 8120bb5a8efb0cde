def for_readers(docstring: str) -> str:
    """Return the part that is for users of the API."""
    return docstring.split("\n\n")[0].rstrip()
