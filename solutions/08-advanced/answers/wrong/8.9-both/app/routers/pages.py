def wanted_page(parameters: PageParameters) -> PageRequest:
    """Return which page the parameters ask for.

    Raises: InvalidCursor for a cursor that is none of ours, or that comes with an offset.
    """
    offset = 0 if parameters.offset is MISSING else parameters.offset
    if parameters.cursor is MISSING:
        return PageRequest(parameters.limit, offset)
    return PageRequest(parameters.limit, after=decode_cursor(parameters.cursor))
