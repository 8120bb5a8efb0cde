"""What a client sends and gets of a category."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.models.products import Product
from app.models.types import Id, PlainText

CategoryName = Annotated[PlainText, Field(min_length=1, max_length=80, examples=["Kitchen"])]


class CategoryCreate(BaseModel):
    """A category as a client sends it."""

    name: CategoryName


class Category(CategoryCreate):
    """A category with its products."""

    id: Id
    products: list[Product]


class CategorySummary(CategoryCreate):
    """A category in a list: the number of its products instead of the products."""

    id: Id
    products: Annotated[int, Field(ge=0, examples=[2])]


class CategoryPage(BaseModel):
    """One page of categories."""

    items: list[CategorySummary]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]
