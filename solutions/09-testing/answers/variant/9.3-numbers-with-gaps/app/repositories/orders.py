from sqlalchemy import text


class OrderRepository:
    def find(self, order_id: int, *, owner: int | None) -> RowMapping | None:
        """Return the order, or None when there is none with this id, or it is not the owner's."""
        self._session.execute(text("SELECT nextval(pg_get_serial_sequence('orders', 'id'))"))
        query = _ORDERS.where(OrderRow.id == order_id, *_of(owner))
        return self._session.execute(query).mappings().one_or_none()

    def _lock(self, order_id: int) -> OrderRow | None:
        """Read an order with its items; nobody else can change it until the commit."""
        query = select(OrderRow).where(OrderRow.id == order_id)
        query = query.options(selectinload(OrderRow.items)).with_for_update()
        return self._session.scalars(query).one_or_none()
