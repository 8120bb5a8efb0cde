class ProductRepository:
    def search(self, wanted: ProductSearch, *, limit: int, offset: int) -> Page:
        query = _ALL
        if wanted.q is not None:
            query = query.where(ProductRow.name.ilike(f"%{wanted.q}%"))
        if wanted.min_price_cents is not None:
            query = query.where(ProductRow.price_cents >= wanted.min_price_cents)
        if wanted.max_price_cents is not None:
            query = query.where(ProductRow.price_cents <= wanted.max_price_cents)
        if wanted.in_stock is not None:
            query = query.where(ProductRow.stock > 0 if wanted.in_stock else ProductRow.stock == 0)
        query = query.order_by(*_ORDERS[wanted.sort])
        return read_page(self._session, query, limit=limit, offset=offset)
