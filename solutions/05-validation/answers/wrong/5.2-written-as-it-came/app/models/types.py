DecimalText = Annotated[
    Decimal,
    BeforeValidator(as_decimal),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL, "examples": ["12.50"]}),
]
