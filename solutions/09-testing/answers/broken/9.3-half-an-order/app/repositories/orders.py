from app.domain.errors import OutOfStock


class OrderRepository:
    def place(self, items: Iterable[tuple[str, int]], *, owner: int | None) -> int:
        """Place an order of SKUs and quantities."""
        wanted = Counter[str]()
        for sku, quantity in items:
            wanted[sku] += quantity
        rows = self._session.scalars(
            select(ProductRow).where(
                ProductRow.sku == any_(literal(list(wanted), ARRAY(Text))), ON_SALE
            )
        ).all()
        products = {row.sku: row for row in rows}
        for sku, quantity in wanted.items():
            if sku in products and products[sku].stock >= quantity:
                products[sku].stock -= quantity
                self._session.commit()
            elif sku in products:
                raise OutOfStock(sku, quantity, products[sku].stock)
        kept = Catalogue(row.to_domain() for row in rows)
        for product in kept:
            product.stock += wanted[product.sku]
        order = place_order(kept, wanted)
        stored = OrderRow(status=order.status, currency=order.total.currency, user_id=owner)
        for position, line in enumerate(order.lines):
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
