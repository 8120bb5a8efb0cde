class OrderRepository:
    def change_status(self, order_id: int, status: OrderStatus) -> bool:
        """Move an order on."""
        order = self._lock(order_id)
        if order is None:
            return False
        allowed = _NEXT[OrderStatus(order.status)] | {OrderStatus(order.status)}
        if status not in allowed:
            raise WrongStatus(f"An order that is {order.status} cannot become {status}.")
        if status is OrderStatus.CANCELLED:
            self._give_back(order)
        order.status = status
        self._session.flush()
        return True
