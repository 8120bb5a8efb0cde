class ProductRepository:
    def change(self, product_id: int, fields: Mapping[str, Any]) -> RowMapping:
        """Give some fields of a product that was locked another value, and return it."""
        chosen = (_products.id == product_id, ON_SALE)
        values = {"stock": 0} | dict(fields)
        statement = update(ProductRow).where(*chosen).values(**values).returning(*PUBLIC)
        with refusing({"uq_products_sku": DuplicateSku(fields.get("sku", ""))}):
            return self._session.execute(statement).mappings().one()
