def mark_deprecated(document: Document) -> None:
    """Mark what reads."""
    for method, path, operation in operations(document):
        if method == "GET" and successor_of(path):
            operation["deprecated"] = True
