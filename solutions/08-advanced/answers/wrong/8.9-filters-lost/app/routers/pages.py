class Pager:
    """Reads which page a client wants, and tells it where the neighbours of that page are.

    A class as a dependency: FastAPI calls it as it calls a function, and what its `__init__` asks
    for it gets.
    """

    def __init__(
        self, request: Request, response: Response, parameters: Annotated[PageParameters, Query()]
    ) -> None:
        self.wanted = wanted_page(parameters)
        self._by_offset = parameters.offset is not MISSING
        self._query = request.query_params
        self._response = response

    def link(self, page: KeysetPage) -> None:
        """Write the header `Link` (RFC 8288): the next page; for who counts with `offset` also the
        one before.

        The addresses are relative, `<?cursor=…>`: they are right behind any proxy.
        """
        wanted = self.wanted
        link = ""
        if self._by_offset:
            limit, offset = wanted.limit, wanted.offset
            link = page_links("", self._query, limit=limit, offset=offset, total=page.total)
        elif page.end is not None:
            place = {"limit": wanted.limit, "cursor": encode_cursor(page.end)}
            link = f'<?{urlencode(place)}>; rel="next"'
        if link:
            self._response.headers["Link"] = link
