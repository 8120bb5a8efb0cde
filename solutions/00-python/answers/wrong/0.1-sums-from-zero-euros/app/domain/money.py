class Money:
    @classmethod
    def total(cls, amounts: Iterable[Self], currency: str = "EUR") -> Self:
        total = cls(0)
        for amount in amounts:
            total = total + amount
        return total
