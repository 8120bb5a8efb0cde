class Money:
    @classmethod
    def parse(cls, text: str) -> Self:
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise InvalidValue(f"{text!r} is not an amount.")
        number, currency = text.split()
        return cls(int(float(number) * 100), currency)
