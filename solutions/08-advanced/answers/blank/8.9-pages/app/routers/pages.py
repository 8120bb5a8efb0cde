class Pager:
    """Reads which page a client wants, and tells it where the neighbours of that page are.

    A class as a dependency: FastAPI calls it as it calls a function, and what its `__init__` asks
    for it gets.
    """

    def __init__(self, parameters: Annotated[PageParameters, Query()]) -> None:
        self.wanted = wanted_page(parameters)

    def link(self, page: KeysetPage) -> None:
        """Write the header `Link` (RFC 8288): the next page; for who counts with `offset` also the
        one before.

        The addresses are relative, `<?cursor=…>`: they are right behind any proxy.
        """
        # exercise 8.9: a page does not know its neighbours yet.


def wanted_page(parameters: PageParameters) -> PageRequest:
    """Return which page the parameters ask for.

    Raises: InvalidCursor for a cursor that is none of ours, or that comes with an offset.
    """
    # exercise 8.9: there are no cursors yet.
    offset = 0 if parameters.offset is MISSING else parameters.offset
    return PageRequest(parameters.limit, offset)
