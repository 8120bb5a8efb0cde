class Bundle(AnyDiscount):
    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum of the pieces that are paid."""
        free = quantity * (self.buy - self.pay) // self.buy
        return unit_price_cents * (quantity - free)
