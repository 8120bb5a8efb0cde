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

    # exercise 5.11: A supplier's feed. Eight fields belong here, and what was agreed.

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
