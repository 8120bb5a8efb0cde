class Order:
    def __post_init__(self) -> None:
        currencies = {line.unit_price.currency for line in self.lines}
        if len(currencies) > 1:
            raise CurrencyMismatch("One order, one currency.")
