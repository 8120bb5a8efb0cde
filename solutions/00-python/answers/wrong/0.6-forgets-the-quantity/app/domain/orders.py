class Order:
    @property
    def total(self) -> Money:
        currency = self.lines[0].unit_price.currency
        return Money.total((line.unit_price for line in self.lines), currency)
