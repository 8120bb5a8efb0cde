class CategoryRepository:
    def put_in(self, category_id: int, product_id: int) -> None:
        on_sale = select(ProductRow.id).where(ProductRow.id == product_id, ON_SALE)
        if self._session.execute(on_sale).one_or_none() is None:
            raise Missing(f"There is no product {product_id}.")
        statement = insert(product_categories).values(
            category_id=category_id, product_id=product_id
        )
        unknown = Missing(f"There is no category {category_id}.")
        with refusing({"fk_product_categories_category_id": unknown}):
            self._session.execute(statement)
