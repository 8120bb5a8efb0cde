class Money:
    def __post_init__(self) -> None:
        """Refuse what is no amount. `True` is an int to Python, but nobody's price."""
        if not isinstance(self.cents, int):
            raise InvalidValue(f"Cents are a whole number, not {self.cents!r}.")
        if self.currency not in CURRENCIES:
            raise InvalidValue(f"{self.currency!r} is not one of {', '.join(CURRENCIES)}.")
