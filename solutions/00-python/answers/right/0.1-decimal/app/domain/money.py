from decimal import Decimal


class Money:
    def __str__(self) -> str:
        """Write the amount through Decimal, which holds tenths exactly."""
        return f"{Decimal(self.cents) / 100:.2f} {self.currency}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the amount through Decimal."""
        if not _AMOUNT.fullmatch(text):
            raise InvalidValue(f"{text!r} is not an amount.")
        number, _, currency = text.partition(" ")
        return cls(int(Decimal(number).scaleb(2)), currency)

    @classmethod
    def total(cls, amounts: Iterable[Self], currency: str = "EUR") -> Self:
        """Add the amounts in a loop."""
        total = cls(0, currency)
        for amount in amounts:
            total += amount
        return total
