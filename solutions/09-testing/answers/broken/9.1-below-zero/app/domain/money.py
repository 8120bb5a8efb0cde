class Money:
    def __str__(self) -> str:
        """Return the amount for people."""
        whole, cents = divmod(self.cents, 100)
        return f"{whole}.{cents:02} {self.currency}"
