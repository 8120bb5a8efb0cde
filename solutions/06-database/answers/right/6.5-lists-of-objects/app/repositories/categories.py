class CategoryRepository:
    def find(self, category_id: int) -> CategoryRow | None:
        query = select(CategoryRow).where(CategoryRow.id == category_id)
        return self._session.scalars(query.options(selectinload(CategoryRow.products))).first()

    def add(self, name: str) -> CategoryRow:
        taken = select(CategoryRow.id).where(CategoryRow.name == name)
        if self._session.scalar(taken) is not None:
            raise Conflict(f"{name} is there already.")
        category = CategoryRow(name=name)
        self._session.add(category)
        with refusing({"uq_categories_name": Conflict(f"{name} is there already.")}):
            self._session.flush()
        return category

    def put_in(self, category_id: int, product_id: int) -> None:
        category = self.find(category_id)
        product = self._session.get(ProductRow, product_id)
        if category is None or product is None or product.deleted_at is not None:
            raise Missing("There is no such category or product.")
        if product not in category.products:
            category.products.append(product)
            self._session.flush()

    def take_out(self, category_id: int, product_id: int) -> bool:
        category = self.find(category_id)
        chosen = [each for each in category.products if each.id == product_id] if category else []
        for product in chosen:
            category.products.remove(product)
        self._session.flush()
        return bool(chosen)
