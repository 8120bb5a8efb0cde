class CategoryRepository:
    def put_in(self, category_id: int, product_id: int) -> None:
        statement = insert(product_categories).values(
            category_id=category_id, product_id=product_id
        )
        refusals = {
            "fk_product_categories_category_id": Missing(f"There is no category {category_id}."),
            "fk_product_categories_product_id": Missing(f"There is no product {product_id}."),
        }
        with refusing(refusals):
            self._session.execute(statement.on_conflict_do_nothing())
