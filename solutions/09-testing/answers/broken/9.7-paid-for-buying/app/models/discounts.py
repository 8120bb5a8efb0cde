class AmountOff(AnyDiscount):
    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the amount."""
        return unit_price_cents * quantity - self.amount_cents
