def as_decimal(value: object) -> object:
    if isinstance(value, (int, float)):
        return Decimal(str(value))
    return value
