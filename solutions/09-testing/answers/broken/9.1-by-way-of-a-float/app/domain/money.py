class Money:
    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an amount as `str()` writes it."""
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise InvalidValue(f'{text!r} is not an amount such as "12.50 EUR".')
        sign, whole, cents, currency = match.groups()
        return cls(int(float(f"{sign}{whole}.{cents}") * 100), currency)
