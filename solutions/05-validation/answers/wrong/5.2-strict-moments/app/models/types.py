UtcDatetime = Annotated[
    AwareDatetime,
    BeforeValidator(only_written_out),
    AfterValidator(in_utc),
    explained("moment", "A date and a time with a zone are needed: 2026-12-01T09:00:00+01:00."),
]
