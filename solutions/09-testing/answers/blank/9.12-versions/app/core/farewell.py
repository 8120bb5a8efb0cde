def mark_deprecated(document: Document) -> None:
    """Mark the operations that have a successor, in place: pages strike them through."""
    # exercise 9.12
