from app.domain.errors import CurrencyMismatch, OutOfStock, UnknownProduct


class OrderRepository:
    def place(self, items: Iterable[tuple[str, int]]) -> int:
        wanted = Counter[str]()
        for sku, quantity in items:
            wanted[sku] += quantity
        taken = {}
        for sku in sorted(wanted):
            statement = (
                update(ProductRow)
                .where(ProductRow.sku == sku, ON_SALE, ProductRow.stock >= wanted[sku])
                .values(stock=ProductRow.stock - wanted[sku])
                .returning(ProductRow.id, ProductRow.price_cents, ProductRow.currency)
            )
            taken[sku] = self._session.execute(statement).one_or_none()
            if taken[sku] is None:
                left = select(ProductRow.stock).where(ProductRow.sku == sku, ON_SALE)
                stock = self._session.execute(left).scalar_one_or_none()
                raise UnknownProduct(sku) if stock is None else OutOfStock(sku, wanted[sku], stock)
        currencies = {row.currency for row in taken.values()}
        if len(currencies) > 1:
            raise CurrencyMismatch("One order, one currency.")
        order = OrderRow(status=OrderStatus.OPEN, currency=currencies.pop())
        order.items = [
            OrderItemRow(
                position=position,
                product_id=taken[sku].id,
                sku=sku,
                quantity=quantity,
                unit_price_cents=taken[sku].price_cents,
            )
            for position, (sku, quantity) in enumerate(wanted.items())
        ]
        self._session.add(order)
        self._session.flush()
        return order.id

    def change_status(self, order_id: int, status: OrderStatus) -> bool:
        allowed = [old for old, new in _NEXT.items() if status in new]
        changed = (
            update(OrderRow)
            .where(OrderRow.id == order_id, OrderRow.status.in_(allowed))
            .values(status=status)
            .returning(OrderRow.id)
        )
        if self._session.execute(changed).one_or_none() is None:
            if self._session.scalar(select(OrderRow.id).where(OrderRow.id == order_id)) is None:
                return False
            raise WrongStatus(f"The order cannot become {status}.")
        if status is OrderStatus.CANCELLED:
            order = self._lock(order_id)
            assert order is not None
            self._give_back(order)
        return True
