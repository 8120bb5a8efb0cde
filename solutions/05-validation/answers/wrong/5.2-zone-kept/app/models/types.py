UtcDatetime = Annotated[
    AwareDatetime,
    Field(strict=False, examples=["2026-12-01T09:00:00Z"]),  # JSON has no dates but texts
    BeforeValidator(only_written_out),
    explained("moment", "A date and a time with a zone are needed: 2026-12-01T09:00:00+01:00."),
]
