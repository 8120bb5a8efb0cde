"""Which page of a list a client wants, and where its neighbours are."""

from collections.abc import Mapping
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
        Field(ge=0, description="How many items are skipped before the page begins."),
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


PageQuery = Annotated[PageParameters, Query()]


def get_page_request(parameters: PageQuery) -> PageRequest:
    """Return which page is wanted.

    Raises: InvalidCursor for a cursor that is none of ours, or that comes with an offset.
    """
    offset = 0 if parameters.offset is MISSING else parameters.offset
    if parameters.cursor is MISSING:
        return PageRequest(parameters.limit, offset)
    if parameters.offset is not MISSING:
        raise InvalidCursor("A page begins at a cursor or at an offset, not at both.")
    return PageRequest(parameters.limit, after=decode_cursor(parameters.cursor))


PageRequestDep = Annotated[PageRequest, Depends(get_page_request)]


class Neighbours:
    """Writes the header `Link` of a page (RFC 8288): its neighbours, as addresses to follow."""

    def __init__(self, request: Request, response: Response, parameters: PageQuery) -> None:
        self._query: Mapping[str, str] = request.query_params
        self._response = response
        self._by_offset = parameters.offset is not MISSING

    def link(self, wanted: PageRequest, page: KeysetPage) -> None:
        """Say where the next page is; for who counts with `offset` also where the one before is.

        The addresses are relative, `<?cursor=…>`: they are right behind any proxy.
        """
        if self._by_offset:
            limit, offset = wanted.limit, wanted.offset
            link = page_links("", self._query, limit=limit, offset=offset, total=page.total)
        else:
            link = self._link_by_cursor(wanted, page)
        if link:
            self._response.headers["Link"] = link

    def _link_by_cursor(self, wanted: PageRequest, page: KeysetPage) -> str:
        if page.end is None:
            return ""
        place = {"limit": wanted.limit, "cursor": encode_cursor(page.end)}
        return f'<?{urlencode({**self._query, **place})}>; rel="next"'


NeighboursDep = Annotated[Neighbours, Depends()]
