"""Categories in the database, and which products are in them."""

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from app.db.errors import Conflict, Missing, refusing
from app.db.session import SessionDep
from app.db.tables import CategoryRow, ProductRow, product_categories
from app.repositories.paging import Page, read_page
from app.repositories.products import ON_SALE


class CategoryRepository:
    """All categories. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(self, *, limit: int, offset: int) -> Page:
        """Return a page of categories by name, each with the number of its products on sale."""
        raise NotImplementedError("exercise 6.5")

    def find(self, category_id: int) -> CategoryRow | None:
        """Return the category with its products on sale, or None when there is none."""
        raise NotImplementedError("exercise 6.5")

    def add(self, name: str) -> CategoryRow:
        """Store a new category without products and return it with its id.

        Raises: Conflict when another category has the name.
        """
        raise NotImplementedError("exercise 6.5")

    def remove(self, category_id: int) -> bool:
        """Remove a category; its products stay. Returns: whether there was one."""
        raise NotImplementedError("exercise 6.5")

    def put_in(self, category_id: int, product_id: int) -> None:
        """Put a product into a category; twice is as good as once.

        Raises: Missing when there is no such category, or no such product on sale.
        """
        raise NotImplementedError("exercise 6.5")

    def take_out(self, category_id: int, product_id: int) -> bool:
        """Take a product out of a category. Returns: whether it was in it."""
        raise NotImplementedError("exercise 6.5")
