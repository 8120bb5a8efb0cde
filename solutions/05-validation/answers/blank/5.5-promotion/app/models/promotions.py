from datetime import datetime


class PromotionFields(BaseModel):
    """What everybody may know of a promotion."""

    # exercise 5.5: A promotion. The types say nearly nothing, nothing is optional, and one field
    # is for the shop's own people.
    code: str
    title: str
    discount: Discount
    starts_at: datetime
    ends_at: datetime | None
    skus: list[str]
    terms_url: str | None
    internal_note: str | None


class PromotionCreate(PromotionFields):
    """A promotion as a client sends it."""

    # exercise 5.5: A promotion. It takes unknown fields, and an end before the start.
    model_config = ConfigDict(from_attributes=True)


class Promotion(PromotionFields):
    """A promotion as the API answers it."""

    # exercise 5.5: A promotion. It has the note, and neither id, created_at nor label.
