"""Which page of a list a client wants, and where its neighbours are."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request, Response
from pydantic import MISSING, AfterValidator, BaseModel, Field

from app.hypermedia import page_links
from app.models.numbers import within_bigint
from app.paging import InvalidCursor, decode_cursor, encode_cursor
from app.repositories.keyset import KeysetPage, PageRequest


class PageParameters(BaseModel):
    """The parameters that each list takes."""

    limit: Annotated[
        int, Field(ge=1, le=100, description="How many items a page holds at most.")
    ] = 20
    offset: Annotated[
        int | MISSING,
        Field(
            ge=0,
            description="How many items are skipped before the page begins.",
            json_schema_extra={"default": 0},
        ),
        AfterValidator(within_bigint),
    ] = MISSING
    cursor: Annotated[
        str | MISSING,
        Field(
            max_length=500,
            description="Where the page begins, as the `Link` of the page before says. "
            "Excludes `offset`.",
        ),
    ] = MISSING


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
            link = f'<?{urlencode({**self._query, **place})}>; rel="next"'
        if link:
            self._response.headers["Link"] = link


def wanted_page(parameters: PageParameters) -> PageRequest:
    """Return which page the parameters ask for.

    Raises: InvalidCursor for a cursor that is none of ours, or that comes with an offset.
    """
    offset = 0 if parameters.offset is MISSING else parameters.offset
    if parameters.cursor is MISSING:
        return PageRequest(parameters.limit, offset)
    if parameters.offset is not MISSING:
        raise InvalidCursor("A page begins at a cursor or at an offset, not at both.")
    return PageRequest(parameters.limit, after=decode_cursor(parameters.cursor))


PagerDep = Annotated[Pager, Depends()]
