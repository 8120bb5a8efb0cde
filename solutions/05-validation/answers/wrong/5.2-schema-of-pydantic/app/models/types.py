DecimalText = Annotated[
    Decimal,
    BeforeValidator(as_decimal),
    PlainSerializer(two_places, return_type=str),
]
