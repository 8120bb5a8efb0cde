class Money:
    def __str__(self) -> str:
        """Return the amount for people."""
        sign = "-" if self.cents < 0 else ""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{sign}{whole}.{cents} {self.currency}"
