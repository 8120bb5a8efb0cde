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
        link = product_categories.c
        products = (
            select(func.count())
            .join_from(product_categories, ProductRow, link.product_id == ProductRow.id)
            .where(link.category_id == CategoryRow.id, ON_SALE)
            .scalar_subquery()
        )
        query = select(CategoryRow.id, CategoryRow.name, products.label("products"))
        query = query.order_by(CategoryRow.name)
        return read_page(self._session, query, limit=limit, offset=offset)

    def find(self, category_id: int) -> CategoryRow | None:
        """Return the category with its products on sale, or None when there is none."""
        products = selectinload(CategoryRow.products.and_(ON_SALE))
        return self._session.get(CategoryRow, category_id, options=[products])

    def add(self, name: str) -> CategoryRow:
        """Store a new category without products and return it with its id.

        Raises: Conflict when another category has the name.
        """
        category = CategoryRow(name=name, products=[])
        self._session.add(category)
        with refusing({"uq_categories_name": Conflict(f"There is a category {name} already.")}):
            self._session.flush()
        return category

    def remove(self, category_id: int) -> bool:
        """Remove a category; its products stay. Returns: whether there was one."""
        statement = delete(CategoryRow).where(CategoryRow.id == category_id)
        removed = self._session.execute(statement.returning(CategoryRow.id))
        return removed.one_or_none() is not None

    def put_in(self, category_id: int, product_id: int) -> None:
        """Put a product into a category; twice is as good as once.

        Raises: Missing when there is no such category, or no such product on sale.
        """
        on_sale = select(ProductRow.id).where(ProductRow.id == product_id, ON_SALE)
        if self._session.execute(on_sale).one_or_none() is None:
            raise Missing(f"There is no product {product_id}.")
        statement = insert(product_categories).values(
            category_id=category_id, product_id=product_id
        )
        unknown = Missing(f"There is no category {category_id}.")
        with refusing({"fk_product_categories_category_id": unknown}):
            self._session.execute(statement.on_conflict_do_nothing())

    def take_out(self, category_id: int, product_id: int) -> bool:
        """Take a product out of a category. Returns: whether it was in it."""
        link = product_categories.c
        statement = delete(product_categories).where(
            link.category_id == category_id, link.product_id == product_id
        )
        removed = self._session.execute(statement.returning(link.product_id))
        return removed.one_or_none() is not None
