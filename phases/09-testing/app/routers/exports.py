"""Everything at once, a line each: for other programs, not for people."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.tables import ProductRow
from app.models.products import Product
from app.repositories.products import ON_SALE, PUBLIC

router = APIRouter(prefix="/exports", tags=["products"])

ROWS_AT_ONCE = 100
EXPORTS_AT_ONCE = 2
"""Each keeps a connection as long as its client takes to read: forty slow ones would be all."""


def open_stream_session(request: Request) -> Iterator[Session]:
    """Open a session that lives until the last line is sent.

    The session of the other operations has the scope "function": it is over when the operation has
    returned, and a stream begins only then.
    """
    with request.state.sessions() as session:
        yield session


@router.get("/products", summary="Export all products as JSON Lines")
def export_products(
    session: Annotated[Session, Depends(open_stream_session, max_concurrency=EXPORTS_AT_ONCE)],
) -> Iterable[Product]:
    """Answer a line for each product, the oldest first, while they are read from the database.

    A hundred rows are in memory at a time, however many there are.
    """
    query = select(*PUBLIC).where(ON_SALE).order_by(ProductRow.id)
    rows = session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
    for row in rows.mappings():
        yield Product.model_validate(row)
