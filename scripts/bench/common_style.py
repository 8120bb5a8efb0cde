"""A shop in the style that most tutorials and templates have, to be measured beside phase 10.

The shape is that of https://github.com/fastapi/full-stack-fastapi-template: an ORM object for each
row, a count beside each list, the user loaded for each request that needs one, response models.
It reads and writes the course's tables, and does what the template does, neither more nor less.
"""

import os
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from fastapi import Depends, FastAPI, HTTPException, status
from fastapi.middleware.cors import CORSMiddleware
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SECRET_KEY = os.environ["SECRET_KEY"]
ALGORITHM = "HS256"
ACCESS_TOKEN_EXPIRES = timedelta(minutes=15)

engine = create_engine(os.environ["DATABASE_URL"], pool_size=20, max_overflow=20)
password_hasher = PasswordHasher()
oauth2 = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/token")
app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origins=[os.environ["CORS_ORIGIN"]],
    allow_credentials=True,
    allow_methods=["*"],
    allow_headers=["*"],
)


class Base(DeclarativeBase):
    """The parent of mapped classes."""


class Product(Base):
    """A row of products."""

    __tablename__ = "products"
    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str]
    name: Mapped[str]
    price_cents: Mapped[int]
    currency: Mapped[str]
    stock: Mapped[int]
    deleted_at: Mapped[datetime | None]


class User(Base):
    """A row of users."""

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str | None]


class ProductCreate(BaseModel):
    """A product in a request."""

    sku: str = Field(pattern=r"^[A-Z]{3}-[0-9]{4}$")
    name: str = Field(min_length=1, max_length=80)
    price_cents: int = Field(ge=0)
    currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")
    stock: int = Field(default=0, ge=0)


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


class Token(BaseModel):
    """The answer to a login."""

    access_token: str
    token_type: str = "bearer"  # noqa: S105 - the name of a scheme


class TokenPayload(BaseModel):
    """What a token holds."""

    sub: int


def get_db() -> Generator[Session, None, None]:
    """Open a session for a request."""
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_db)]
TokenDep = Annotated[str, Depends(oauth2)]


def get_current_user(session: SessionDep, token: TokenDep) -> User:
    """Load the user of the token."""
    try:
        payload = jwt.decode(token, SECRET_KEY, algorithms=[ALGORITHM])
        token_data = TokenPayload(**payload)
    except (jwt.InvalidTokenError, ValidationError) as error:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Could not validate credentials") from error
    user = session.get(User, token_data.sub)
    if not user:
        raise HTTPException(status_code=404, detail="User not found")
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]
AS_USER = [Depends(get_current_user)]
"""The template's lists and reads are for who is logged in; the course's products are for all."""


def get_current_active_superuser(current_user: CurrentUser) -> User:
    """Let administrators pass."""
    if current_user.role != "admin":
        raise HTTPException(status_code=403, detail="The user doesn't have enough privileges")
    return current_user


@app.post("/api/v1/auth/token")
def login_access_token(
    session: SessionDep, form_data: Annotated[OAuth2PasswordRequestForm, Depends()]
) -> Token:
    """Answer an access token."""
    user = session.scalar(select(User).where(func.lower(User.email) == form_data.username.lower()))
    if not user or not user.password_hash:
        raise HTTPException(status_code=400, detail="Incorrect email or password")
    try:
        password_hasher.verify(user.password_hash, form_data.password)
    except VerificationError:
        raise HTTPException(status_code=400, detail="Incorrect email or password") from None
    claims = {"exp": datetime.now(UTC) + ACCESS_TOKEN_EXPIRES, "sub": str(user.id)}
    return Token(access_token=jwt.encode(claims, SECRET_KEY, algorithm=ALGORITHM))


@app.get("/api/v1/own/products", response_model=ProductsPublic, dependencies=AS_USER)
@app.get("/api/v1/products", response_model=ProductsPublic)
def read_products(session: SessionDep, offset: int = 0, limit: int = 20) -> Any:  # noqa: ANN401
    """Answer a page."""
    on_sale = Product.deleted_at.is_(None)
    count = session.scalar(select(func.count()).select_from(Product).where(on_sale))
    found = select(Product).where(on_sale).order_by(Product.id).offset(offset).limit(limit)
    return {"items": session.scalars(found).all(), "total": count}


@app.get("/api/v1/own/products/{product_id}", response_model=ProductPublic, dependencies=AS_USER)
@app.get("/api/v1/products/{product_id}", response_model=ProductPublic)
def read_product(product_id: int, session: SessionDep) -> Any:  # noqa: ANN401
    """Answer one product."""
    product = session.get(Product, product_id)
    if not product or product.deleted_at:
        raise HTTPException(status_code=404, detail="Product not found")
    return product


@app.post(
    "/api/v1/products",
    response_model=ProductPublic,
    status_code=201,
    dependencies=[Depends(get_current_active_superuser)],
)
def create_product(session: SessionDep, product_in: ProductCreate) -> Any:  # noqa: ANN401
    """Store a product."""
    product = Product(**product_in.model_dump())
    session.add(product)
    try:
        session.commit()
    except IntegrityError:
        raise HTTPException(status_code=409, detail="This SKU is taken") from None
    session.refresh(product)
    return product
