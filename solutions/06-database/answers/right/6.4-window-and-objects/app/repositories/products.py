class ProductRepository:
    def search(self, wanted: ProductSearch, *, limit: int, offset: int) -> Page:
        conditions = [ON_SALE]
        if wanted.q is not None:
            conditions.append(func.strpos(_FOLDED_NAME, wanted.q.casefold()) > 0)
        if wanted.min_price_cents is not None:
            conditions.append(ProductRow.price_cents >= wanted.min_price_cents)
        if wanted.max_price_cents is not None:
            conditions.append(ProductRow.price_cents <= wanted.max_price_cents)
        if wanted.in_stock is not None:
            conditions.append((ProductRow.stock > 0).is_(wanted.in_stock))
        counted = select(*PUBLIC, func.count().over().label("n")).where(*conditions)
        rows = (
            self._session.execute(
                counted.order_by(*_ORDERS[wanted.sort]).limit(limit).offset(offset)
            )
            .mappings()
            .all()
        )
        if rows or not offset:
            return Page(rows, rows[0]["n"] if rows else 0)
        count = select(func.count()).select_from(ProductRow).where(*conditions)
        return Page([], self._session.scalar(count) or 0)

    def add(self, fields: Mapping[str, Any]) -> RowMapping:
        product = ProductRow(**fields)
        self._session.add(product)
        with refusing({"uq_products_sku": DuplicateSku(fields["sku"])}):
            self._session.flush()
        found = self.find(product.id)
        assert found is not None
        return found
