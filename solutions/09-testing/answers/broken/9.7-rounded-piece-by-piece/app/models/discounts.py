class PercentOff(AnyDiscount):
    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the share."""
        exact = unit_price_cents * (100 - self.percent) / 100
        return quantity * int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
