class PromotionCreate(PromotionFields):
    """A promotion as a client sends it."""

    model_config = ConfigDict(
        extra="forbid", from_attributes=True, json_schema_extra={"examples": [EXAMPLE]}
    )

    internal_note: Annotated[
        Note | None, Field(description="For the shop's own people; it is never answered.")
    ] = None

    @model_validator(mode="after")
    def end_after_the_start(self) -> "PromotionCreate":
        if self.ends_at is not None:
            if self.ends_at <= self.starts_at:
                raise ValueError("the end must be after the start")
            if self.ends_at - self.starts_at > LONGEST:
                raise ValueError("a year at most")
        return self
