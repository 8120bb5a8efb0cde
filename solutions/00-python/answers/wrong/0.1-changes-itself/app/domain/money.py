class Money:
    def __add__(self, other: Self) -> Self:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be added.")
        object.__setattr__(self, "cents", self.cents + other.cents)
        return self
