class PromotionFields(BaseModel):
    """What everybody may know of a promotion."""

    code: PromotionCode
    title: Title
    discount: Discount
    starts_at: UtcDatetime
    ends_at: Annotated[UtcDatetime | None, Field(description="null: until somebody ends it.")]
    skus: Annotated[Skus, Field(description="The products it is for; none: all.")] = []
    terms_url: HttpsUrl | None = None
