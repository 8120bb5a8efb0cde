"""The sample catalogue, for a shop without products, and somebody who may change it."""

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, sessionmaker

from app.auth.passwords import Passwords
from app.db.tables import ProductRow, UserRow
from app.sample_data import sample_catalogue
from app.serialization import product_to_json

ADMIN = {"email": "admin@example.com", "name": "Sample Administrator", "role": "admin"}
ADMIN_PASSWORD = "correct horse battery"  # noqa: S105 - of a sample that everybody may read


def add_sample_products(sessions: sessionmaker[Session]) -> None:
    """Store the sample products, unless there has been a product before.

    Of two processes that start together, one finds what the other has stored.
    """
    with sessions.begin() as session:
        if not session.scalar(select(exists(select(ProductRow.id)))):
            rows = [product_to_json(product) for product in sample_catalogue()]
            session.execute(insert(ProductRow).on_conflict_do_nothing(), rows)


def add_sample_admin(sessions: sessionmaker[Session], passwords: Passwords) -> None:
    """Store an administrator with a known password, unless there is a user already."""
    with sessions.begin() as session:
        if not session.scalar(select(exists(select(UserRow.id)))):
            admin = ADMIN | {"password_hash": passwords.hash(ADMIN_PASSWORD)}
            session.execute(insert(UserRow).values(admin).on_conflict_do_nothing())
