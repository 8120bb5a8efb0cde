class ProductRepository:
    def search(self, wanted: ProductSearch, *, limit: int, offset: int) -> Page:
        query = _ALL
        if wanted.q is not None:
            query = query.where(_FOLDED_NAME.contains(wanted.q.casefold(), autoescape=True))
        if wanted.min_price_cents is not None:
            query = query.where(ProductRow.price_cents >= wanted.min_price_cents)
        if wanted.max_price_cents is not None:
            query = query.where(ProductRow.price_cents <= wanted.max_price_cents)
        if wanted.in_stock is not None:
            query = query.where(ProductRow.stock > 0 if wanted.in_stock else ProductRow.stock == 0)
        query = query.order_by(*_ORDERS[wanted.sort])
        total = self._session.execute(
            query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
        ).scalar_one()
        rows = self._session.execute(query.limit(limit).offset(offset)).mappings().all()
        return Page(rows, total)
