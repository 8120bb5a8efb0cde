class PercentOff(AnyDiscount):
    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the share, rounded once."""
        return round(unit_price_cents * quantity * (100 - self.percent) / 100)
