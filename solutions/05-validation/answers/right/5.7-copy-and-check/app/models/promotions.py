class PromotionPatch(BaseModel, extra="forbid"):
    """What a client wants to change."""

    code: PromotionCode | None = None
    title: Title | None = None
    discount: Discount | None = None
    starts_at: UtcDatetime | None = None
    ends_at: UtcDatetime | None = None
    skus: Skus | None = None
    terms_url: HttpsUrl | None = None
    internal_note: Note | None = None
