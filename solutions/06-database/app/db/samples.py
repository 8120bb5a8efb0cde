"""The sample catalogue, for a shop that has no products."""

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from app.db.tables import ProductRow
from app.sample_data import sample_catalogue
from app.serialization import product_to_json


def add_sample_products(sessions: sessionmaker[Session]) -> None:
    """Store the sample products, unless there has been a product before.

    Of two processes that start together, one finds what the other has stored.
    """
    with sessions.begin() as session:
        if not session.scalar(select(exists(select(ProductRow.id)))):
            rows = [product_to_json(product) for product in sample_catalogue()]
            session.execute(insert(ProductRow).on_conflict_do_nothing(), rows)
