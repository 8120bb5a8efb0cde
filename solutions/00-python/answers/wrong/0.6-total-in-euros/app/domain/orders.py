class Order:
    @property
    def total(self) -> Money:
        return Money.total(line.total for line in self.lines)
