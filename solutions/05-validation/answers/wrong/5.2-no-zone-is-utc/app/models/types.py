def in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("outside of the years 1 to 9999") from error


UtcDatetime = Annotated[
    datetime,
    Field(strict=False, examples=["2026-12-01T09:00:00Z"]),  # JSON has no dates but texts
    BeforeValidator(only_written_out),
    AfterValidator(in_utc),
    explained("moment", "A date and a time with a zone are needed: 2026-12-01T09:00:00+01:00."),
]
