from datetime import datetime


class PromotionFields(BaseModel):
    """What everybody may know of a promotion."""

    code: PromotionCode
    title: Title
    discount: Discount
    starts_at: UtcDatetime
    ends_at: Annotated[datetime | None, Field(description="null: until somebody ends it.")] = (
        None
    )
    skus: Annotated[Skus, Field(description="The products it is for; none: all.")] = []
    terms_url: HttpsUrl | None = None
