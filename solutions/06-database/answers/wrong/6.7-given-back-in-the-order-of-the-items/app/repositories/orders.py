class OrderRepository:
    def _give_back(self, order: OrderRow) -> None:
        for item in order.items:
            self._session.execute(
                update(ProductRow)
                .where(ProductRow.id == item.product_id)
                .values(stock=func.least(ProductRow.stock + item.quantity, MAX_INTEGER))
            )
