class PercentOff:
    def total(self, unit_price_cents: int, quantity: int) -> int:
        return round(unit_price_cents * quantity * (1 - float(self.percent) / 100))
