class PercentOff:
    def total(self, unit_price_cents: int, quantity: int) -> int:
        return int((unit_price_cents * quantity * (100 - self.percent) / 100).quantize(Decimal(1)))
