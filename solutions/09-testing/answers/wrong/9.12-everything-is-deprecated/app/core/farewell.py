def mark_deprecated(document: Document) -> None:
    """Mark all."""
    for _, path, operation in operations(document):
        if path.startswith("/api/v1"):
            operation["deprecated"] = True
