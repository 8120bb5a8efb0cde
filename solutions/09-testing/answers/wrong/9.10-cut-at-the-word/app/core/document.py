def for_readers(docstring: str) -> str:
    """Return the part that is for users of the API."""
    return docstring.partition("Raises:")[0].rstrip()
