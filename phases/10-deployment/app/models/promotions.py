"""What a client sends and gets of a promotion."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import (
    MISSING,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    computed_field,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from app.models.discounts import Discount
from app.models.types import (
    MAX_INTEGER,
    Cents,
    CurrencyCode,
    HttpsUrl,
    PlainText,
    PromotionCode,
    Quantity,
    Skus,
    UtcDatetime,
)

LONGEST = timedelta(days=366)

Title = Annotated[PlainText, Field(min_length=1, max_length=80, examples=["Spring sale"])]
Note = Annotated[PlainText, Field(max_length=500, examples=["Agreed with the supplier."])]

EXAMPLE: JsonDict = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
    "ends_at": "2027-03-31T23:59:59Z",
    "skus": ["MUG-0042"],
    "terms_url": "https://shop.example/terms",
}


class PromotionFields(BaseModel):
    """What everybody may know of a promotion."""

    code: PromotionCode
    title: Title
    discount: Discount
    starts_at: UtcDatetime
    ends_at: Annotated[UtcDatetime | None, Field(description="null: until somebody ends it.")] = (
        None
    )
    skus: Annotated[Skus, Field(description="The products it is for; none: all.")] = []
    terms_url: HttpsUrl | None = None


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
            raise PydanticCustomError("ends_too_early", "The end must be after the start.")
        if ends_at - starts_at > LONGEST:
            raise PydanticCustomError("ends_too_late", "A promotion lasts a year at most.")
        return ends_at


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
        changes = self.model_dump(exclude_unset=True)
        return PromotionCreate.model_validate(promotion.model_dump() | changes)


class Promotion(PromotionFields):
    """A promotion as the API answers it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: UtcDatetime

    @computed_field  # type: ignore[prop-decorator]
    @property
    def label(self) -> str:
        """The discount in a few words, for people."""
        return self.discount.label


class PromotionPage(BaseModel):
    """One page of promotions."""

    model_config = ConfigDict(from_attributes=True)

    items: list[Promotion]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]


class Sale(BaseModel):
    """What somebody wants to buy: the query of a quote, so its numbers arrive as text."""

    price_cents: Annotated[int, Field(ge=0, le=MAX_INTEGER, description="Of one piece.")]
    quantity: Annotated[int, Field(ge=1, le=1000)] = 1


class Quote(BaseModel):
    """What somebody would pay with a promotion."""

    unit_price_cents: Cents
    quantity: Quantity
    total_cents: Annotated[int, Field(ge=0, examples=[2188])]
    currency: CurrencyCode
    text: Annotated[str, Field(description="The total, for people.", examples=["21.88 EUR"])]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def saved_cents(self) -> int:
        """How much less that is than without the promotion."""
        return self.unit_price_cents * self.quantity - self.total_cents
