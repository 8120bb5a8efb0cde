class OrderRepository:
    def _give_back(self, order: OrderRow) -> None:
        """Forget the pieces of an order."""
