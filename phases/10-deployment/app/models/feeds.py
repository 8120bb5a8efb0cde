"""Articles as suppliers send them: in their words, checked against what was agreed with them."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AliasChoices,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from app.core.problems import Mistake
from app.models.products import ProductCreate
from app.models.types import (
    MAX_INTEGER,
    CurrencyCode,
    DecimalText,
    HttpsUrl,
    ProductName,
    Sku,
    Stock,
    UtcDatetime,
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed with a supplier; it is the `context` when a feed is checked."""

    supplier: str
    currency: CurrencyCode


class FeedItem(BaseModel):
    """One article of a feed.

    Suppliers write camelCase, put the price into an object of its own and call the name `title`
    or, in older systems, `productTitle`. strict: a `fragile` of "no" is a mistake at their side
    which nobody should hide.
    """

    model_config = ConfigDict(strict=True, alias_generator=to_camel)

    article_number: Sku
    name: Annotated[ProductName, Field(validation_alias=AliasChoices("title", "productTitle"))]
    amount: Annotated[
        DecimalText,
        Field(validation_alias=AliasPath("price", "amount"), ge=0, le=MAX_INTEGER // 100),
    ]
    currency: Annotated[CurrencyCode, Field(validation_alias=AliasPath("price", "currency"))]
    stock_level: Stock = 0
    fragile: bool = False
    picture: HttpsUrl | None = None
    updated_at: UtcDatetime | None = None

    @field_validator("currency")
    @classmethod
    def keep_the_agreement(cls, currency: CurrencyCode, info: ValidationInfo) -> CurrencyCode:
        """Refuse another currency than the agreed one, when the context says which that is."""
        agreement: Agreement | None = info.context
        if agreement is not None and currency != agreement.currency:
            raise PydanticCustomError(
                "not_agreed",
                "{supplier} delivers in {agreed}.",
                {"supplier": agreement.supplier, "agreed": agreement.currency},
            )
        return currency

    def to_product(self) -> ProductCreate:
        """Write the article as the shop's own API takes it."""
        return ProductCreate(
            sku=self.article_number,
            name=self.name,
            price_cents=int(self.amount * 100),
            currency=self.currency,
            stock=self.stock_level,
        )


class RefusedItem(BaseModel):
    """An article that cannot be taken, and everything that is wrong with it."""

    index: Annotated[int, Field(ge=0, description="Its place in the feed, from 0.")]
    errors: list[Mistake]


class FeedReport(BaseModel):
    """What would become of a feed."""

    supplier: str
    accepted: list[ProductCreate]
    refused: list[RefusedItem]


Feed = Annotated[list[Any], Field(min_length=1, max_length=1000)]
