class ProductRepository:
    def find(self, product_id: int) -> RowMapping | None:
        query = select(*PUBLIC).where(ProductRow.id == product_id)
        return self._session.execute(query).mappings().one_or_none()
