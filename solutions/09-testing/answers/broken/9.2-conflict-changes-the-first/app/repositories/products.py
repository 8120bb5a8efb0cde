class ProductRepository:
    def add(self, fields: Mapping[str, Any]) -> RowMapping:
        """Store a new product and return it with its id."""
        taken = self._session.execute(_ALL.where(_products.sku == fields["sku"])).mappings().first()
        if taken is not None:
            self.change(taken["id"], fields)
            self._session.commit()
            raise DuplicateSku(fields["sku"])
        statement = insert(ProductRow).values(**fields).returning(*PUBLIC)
        return self._session.execute(statement).mappings().one()
