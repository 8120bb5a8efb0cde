class Money:
    def __str__(self) -> str:
        """Return the amount for people and for `parse`."""
        digits = f"{abs(self.cents):03}"
        return f"{'-' * (self.cents < 0)}{digits[:-2]}.{digits[-2:]} {self.currency}"

    @classmethod
    def total(cls, amounts: Iterable[Self], currency: str = "EUR") -> Self:
        """Return the sum of all amounts; without any it is zero of `currency`."""
        result = cls(0, currency)
        for amount in amounts:
            result += amount
        return result
