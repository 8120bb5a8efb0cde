class ProductRepository:
    def change(self, product_id: int, fields: Mapping[str, Any]) -> RowMapping | None:
        old = self.find(product_id)
        if old is None:
            return None
        new = dict(old) | dict(fields)
        statement = update(ProductRow).where(ProductRow.id == product_id).values(**new)
        with refusing({"uq_products_sku": DuplicateSku(new["sku"])}):
            return self._session.execute(statement.returning(*PUBLIC)).mappings().one_or_none()
