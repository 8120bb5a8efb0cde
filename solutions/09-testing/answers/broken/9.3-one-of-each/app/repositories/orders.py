class OrderRepository:
    def place(self, items: Iterable[tuple[str, int]], *, owner: int | None) -> int:
        """Place an order of SKUs and quantities."""
        wanted = Counter[str]()
        for sku, quantity in items:
            wanted[sku] += quantity
        rows = self._session.scalars(
            select(ProductRow)
            .where(ProductRow.sku == any_(literal(list(wanted), ARRAY(Text))), ON_SALE)
            .order_by(ProductRow.id)
            .with_for_update(key_share=True)
        ).all()
        order = place_order(Catalogue(row.to_domain() for row in rows), wanted)
        products = {row.sku: row for row in rows}
        stored = OrderRow(status=order.status, currency=order.total.currency, user_id=owner)
        for position, line in enumerate(order.lines):
            products[line.sku].stock -= 1
            stored.items.append(
                OrderItemRow(
                    position=position,
                    product_id=products[line.sku].id,
                    sku=line.sku,
                    quantity=line.quantity,
                    unit_price_cents=line.unit_price.cents,
                )
            )
        self._session.add(stored)
        self._session.flush()
        return stored.id
