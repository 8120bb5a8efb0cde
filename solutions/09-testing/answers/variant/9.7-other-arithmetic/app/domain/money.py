class Money:
    def __str__(self) -> str:
        """Return the amount for people and for `parse`."""
        digits = f"{abs(self.cents):03}"
        return f"{'-' * (self.cents < 0)}{digits[:-2]}.{digits[-2:]} {self.currency}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an amount as `str()` writes it."""
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise InvalidValue("This is no amount.")
        sign, whole, cents, currency = match.groups()
        size = 100 * int(whole) + int(cents)
        return cls(-size if sign else size, currency)
