class CategoryRepository:
    def list(self, *, limit: int, offset: int) -> Page:
        link = product_categories.c
        counted = (
            select(link.category_id, func.count().label("products"))
            .join_from(product_categories, ProductRow, link.product_id == ProductRow.id)
            .where(ON_SALE)
            .group_by(link.category_id)
            .subquery()
        )
        query = (
            select(CategoryRow.id, CategoryRow.name, counted.c.products)
            .join(counted, counted.c.category_id == CategoryRow.id)
            .order_by(CategoryRow.name)
        )
        return read_page(self._session, query, limit=limit, offset=offset)
