class Money:
    def __add__(self, other: Self) -> Self:
        return type(self)(self.cents + other.cents, self.currency)
