class Money:
    @classmethod
    def total(cls, amounts: Iterable[Self], currency: str = "EUR") -> Self:
        """Return the sum of all amounts."""
        listed = list(amounts)
        return sum(listed[1:], start=listed[0]) if listed else cls(0)
