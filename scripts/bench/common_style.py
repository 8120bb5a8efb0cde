"""Products in the style that most tutorials and templates have, to be measured beside phase 06.

An ORM object for each row, a count beside each list, an answer made of attributes: the shape of
https://github.com/fastapi/full-stack-fastapi-template (routes of its items), on the course's table.
"""

import os
from collections.abc import Generator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(os.environ["DATABASE_URL"])
app = FastAPI()


class Base(DeclarativeBase):
    """The parent of mapped classes."""


class Product(Base):
    """A row."""

    __tablename__ = "products"
    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str]
    name: Mapped[str]
    price_cents: Mapped[int]
    currency: Mapped[str]
    stock: Mapped[int]


class ProductPublic(BaseModel):
    """A product in an answer."""

    model_config = ConfigDict(from_attributes=True)
    id: int
    sku: str
    name: str
    price_cents: int
    currency: str
    stock: int


class ProductsPublic(BaseModel):
    """A list in an answer."""

    items: list[ProductPublic]
    total: int


def get_db() -> Generator[Session, None, None]:
    """Open a session for a request."""
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_db)]


@app.get("/api/v1/products", response_model=ProductsPublic)
def read_products(session: SessionDep, offset: int = 0, limit: int = 20) -> Any:  # noqa: ANN401
    """Answer a page."""
    count = session.scalar(select(func.count()).select_from(Product))
    found = select(Product).order_by(Product.id).offset(offset).limit(limit)
    return {"items": session.scalars(found).all(), "total": count}


@app.get("/api/v1/products/{product_id}", response_model=ProductPublic)
def read_product(product_id: int, session: SessionDep) -> Any:  # noqa: ANN401
    """Answer one product."""
    product = session.get(Product, product_id)
    if not product:
        raise HTTPException(status_code=404, detail="Product not found")
    return product
