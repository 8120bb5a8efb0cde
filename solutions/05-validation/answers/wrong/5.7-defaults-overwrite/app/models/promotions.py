class PromotionPatch(BaseModel):
    """What a client wants to change: a field that is not sent stays, null empties it.

    Only a field that may be empty takes null. The rules between the fields hold for the promotion
    as it is afterwards, see `apply_to`.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"minProperties": 1, "examples": [{"title": "Summer sale"}]},
    )

    code: PromotionCode | MISSING = MISSING
    title: Title | MISSING = MISSING
    discount: Discount | MISSING = MISSING
    starts_at: UtcDatetime | MISSING = MISSING
    ends_at: UtcDatetime | None = None
    skus: Skus | MISSING = MISSING
    terms_url: HttpsUrl | None = None
    internal_note: Note | None = None

    @model_validator(mode="before")
    @classmethod
    def refuse_empty_object(cls, data: object) -> object:
        """A change of nothing is a mistake of the client, not a wish."""
        if data == {}:
            raise PydanticCustomError("nothing_to_change", "Name at least one field to change.")
        return data

    def apply_to(self, promotion: PromotionCreate) -> PromotionCreate:
        """Return a promotion with these changes, checked as a whole.

        Raises: ValidationError when the two together break a rule.
        """
        changes = self.model_dump()
        return PromotionCreate.model_validate(promotion.model_dump() | changes)
