class ProductRepository:
    def add(self, fields: Mapping[str, Any]) -> RowMapping:
        """Store a new product and return it with its id."""
        statement = insert(ProductRow).values(**fields | {"currency": "EUR"}).returning(*PUBLIC)
        with (
            refusing({"uq_products_sku": DuplicateSku(fields["sku"])}),
            self._session.begin_nested(),
        ):
            return self._session.execute(statement).mappings().one()
