"""What a client sends and gets of a review."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from app.models.types import MAX_INTEGER, Id, MultilineText, PersonName, UtcDatetime, as_integer

Rating = Annotated[int, Field(strict=True, ge=1, le=5, examples=[5]), BeforeValidator(as_integer)]
ReviewText = Annotated[MultilineText, Field(max_length=2000, examples=["Keeps tea warm."])]
UserReference = Annotated[
    int, Field(strict=True, ge=1, le=MAX_INTEGER, examples=[1]), BeforeValidator(as_integer)
]


class ReviewFields(BaseModel):
    """What a user thinks of a product."""

    rating: Annotated[Rating, Field(description="Stars, from 1 to 5.")]
    text: ReviewText = ""


class ReviewCreate(ReviewFields):
    """A review as a client sends it."""

    author_id: UserReference


class Person(BaseModel):
    """A user, as others see them."""

    id: Id
    name: PersonName


class Review(ReviewFields):
    """A review with its author, and those who like it."""

    id: Id
    product_id: Id
    author: Person
    liked_by: list[Person]
    written_at: UtcDatetime


class ReviewPage(BaseModel):
    """One page of reviews."""

    items: list[Review]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]
