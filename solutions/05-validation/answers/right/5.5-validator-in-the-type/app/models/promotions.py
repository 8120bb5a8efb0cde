from datetime import datetime

from pydantic import AfterValidator


def check_end(ends_at: datetime | None, info: ValidationInfo) -> datetime | None:
    if ends_at is not None and "starts_at" in info.data:
        duration = ends_at - info.data["starts_at"]
        if duration <= timedelta(0):
            raise PydanticCustomError("ends_too_early", "after the start, please")
        if duration > LONGEST:
            raise ValueError("a year is enough")
    return ends_at


class PromotionFields(BaseModel):
    """What everybody may know of a promotion."""

    title: Title
    code: PromotionCode
    discount: Discount
    skus: Skus = Field(default_factory=list, description="for these")
    terms_url: HttpsUrl | None = None
    starts_at: UtcDatetime
    ends_at: Annotated[UtcDatetime | None, AfterValidator(check_end)] = Field(
        None, description="until then"
    )


class PromotionCreate(PromotionFields, extra="forbid", from_attributes=True):
    """A promotion as a client sends it."""

    model_config = ConfigDict(json_schema_extra=lambda schema: schema.update(examples=[EXAMPLE]))

    internal_note: Note | None = Field(None, description="for us")


class Promotion(PromotionFields, from_attributes=True):
    """A promotion as the API answers it."""

    id: UUID
    created_at: UtcDatetime

    @computed_field
    def label(self) -> str:
        return self.discount.label
