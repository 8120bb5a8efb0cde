class PercentOff:
    def total(self, unit_price_cents: int, quantity: int) -> int:
        one = (unit_price_cents * (100 - self.percent) / 100).quantize(Decimal(1), ROUND_HALF_UP)
        return int(one) * quantity
