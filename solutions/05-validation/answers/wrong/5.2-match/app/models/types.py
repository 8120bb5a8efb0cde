def as_decimal(value: object) -> object:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.match(_DECIMAL, value):
        return Decimal(value)
    raise PydanticCustomError("decimal_text", "Write the number as text with digits: 12.50.")
