def as_moment(value: object) -> datetime:
    only_written_out(value)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise PydanticCustomError("moment", "that is no moment") from error


UtcDatetime = Annotated[datetime, Field(strict=False), BeforeValidator(as_moment)]


def decimal_only(value: object, check: ValidatorFunctionWrapHandler) -> object:
    if isinstance(value, str) and not re.fullmatch(_DECIMAL, value):
        raise ValueError("digits, please")
    if not isinstance(value, (str, Decimal)):
        raise ValueError("text, please")
    return check(Decimal(value))


DecimalText = Annotated[
    Decimal,
    WrapValidator(decimal_only),
    PlainSerializer(lambda value: f"{value:.2f}", return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL}),
]
