"""What a client gets of a price label."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.models.types import ProductName


class Label(BaseModel):
    """A price label as JSON."""

    name: ProductName
    price: Annotated[str, Field(description="For people to read.", examples=["12.50 EUR"])]
