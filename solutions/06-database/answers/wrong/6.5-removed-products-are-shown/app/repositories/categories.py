class CategoryRepository:
    def find(self, category_id: int) -> CategoryRow | None:
        products = selectinload(CategoryRow.products)
        return self._session.get(CategoryRow, category_id, options=[products])
