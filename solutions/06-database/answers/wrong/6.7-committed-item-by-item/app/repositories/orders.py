from app.domain.errors import CurrencyMismatch

class OrderRepository:
    def place(self, items: Iterable[tuple[str, int]]) -> int:
        wanted = Counter[str]()
        for sku, quantity in items:
            wanted[sku] += quantity
        taken = []
        for sku, quantity in sorted(wanted.items()):
            one = select(ProductRow).where(ProductRow.sku == sku, ON_SALE).with_for_update()
            row = self._session.scalars(one).one_or_none()
            order = place_order(Catalogue([row.to_domain()] if row else []), {sku: quantity})
            row.stock -= quantity
            taken.append((row, quantity, order.total))
            self._session.commit()
        stored = OrderRow(status=OrderStatus.OPEN, currency=taken[0][2].currency)
        for row, quantity, total in taken:
            if total.currency != stored.currency:
                raise CurrencyMismatch("One order, one currency.")
            stored.items.append(
                OrderItemRow(
                    position=len(stored.items),
                    product_id=row.id,
                    sku=row.sku,
                    quantity=quantity,
                    unit_price_cents=row.price_cents,
                )
            )
        self._session.add(stored)
        self._session.flush()
        return stored.id
