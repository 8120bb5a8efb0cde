UtcDatetime = Annotated[
    AwareDatetime,
    Field(strict=False, examples=["2026-12-01T09:00:00Z"]),
    BeforeValidator(only_written_out),
    AfterValidator(in_utc),
]
