class OrderRepository:
    def _lock(self, order_id: int) -> OrderRow | None:
        return self._session.get(OrderRow, order_id, options=[selectinload(OrderRow.items)])
