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

    def __init__(self, parameters: Annotated[PageParameters, Query()]) -> None:
        self.wanted = wanted_page(parameters)

    def link(self, page: KeysetPage) -> None:
        """Write the header `Link` (RFC 8288): the next page; for who counts with `offset` also the
        one before.

        The addresses are relative, `<?cursor=…>`: they are right behind any proxy.
        """


def wanted_page(parameters: PageParameters) -> PageRequest:
    """Return which page the parameters ask for.

    Raises: InvalidCursor for a cursor that is none of ours, or that comes with an offset.
    """
    # exercise 8.9: there are no cursors yet.
    offset = 0 if parameters.offset is MISSING else parameters.offset
    return PageRequest(parameters.limit, offset)


PagerDep = Annotated[Pager, Depends()]
