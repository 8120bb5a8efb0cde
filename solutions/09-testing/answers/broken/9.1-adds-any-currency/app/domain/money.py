class Money:
    def __add__(self, other: Self) -> Self:
        """Return the sum as a new amount."""
        return type(self)(self.cents + other.cents, self.currency)
