class PromotionCreate(PromotionFields):
    """A promotion as a client sends it."""

    model_config = ConfigDict(
        extra="forbid", from_attributes=True, json_schema_extra={"examples": [EXAMPLE]}
    )

    internal_note: Annotated[
        Note | None, Field(description="For the shop's own people; it is never answered.")
    ] = None

    @field_validator("ends_at")
    @classmethod
    def end_after_the_start(
        cls, ends_at: UtcDatetime | None, info: ValidationInfo
    ) -> UtcDatetime | None:
        """Refuse an end that is not after the start, or more than a year after it.

        `info.data` holds the fields above this one that were right: without a start there is
        nothing to compare with, and the start has an error of its own.
        """
        starts_at = info.data.get("starts_at")
        if ends_at is None or starts_at is None:
            return ends_at
        if ends_at <= starts_at:
            raise ValueError("The end must be after the start.")
        if ends_at - starts_at > LONGEST:
            raise PydanticCustomError("ends_too_late", "A promotion lasts a year at most.")
        return ends_at
