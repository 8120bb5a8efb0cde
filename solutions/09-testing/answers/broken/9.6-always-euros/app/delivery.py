class Quote:
    @property
    def price(self) -> Money:
        """The price as the shop counts."""
        return Money(self.price_cents)
