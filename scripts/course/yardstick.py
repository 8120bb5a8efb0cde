"""A service to hold others against: it reads an account and a page of 25, as the course does.

A number of requests a second says more about a machine, and what else it is doing, than about a
program. So a service is compared with this one, which does the same work: it checks a token, asks
PostgreSQL who that is and for the rows, validates and writes them. How quick the machine is, how
many processors it has and how busy they are then counts for both.

Uvicorn runs it, with YARDSTICK_DATABASE, a URL for SQLAlchemy. The queries make their rows up, so
it needs no table.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import jwt
from fastapi import Depends, FastAPI
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SECRET = "of-the-yardstick-0123456789-0123456789"  # noqa: S105
TOKEN = jwt.encode({"sub": "1", "exp": 2**32}, SECRET, algorithm="HS256")
MADE_UP = text("""
    SELECT i AS id, 'ada' || i || '@example.com' AS email, 'Ada Lovelace' AS name,
        'member' AS role, clock_timestamp() AS created_at
    FROM generate_series(CAST(:first AS integer), CAST(:last AS integer)) AS i
    ORDER BY created_at, id
""")

engine = create_engine(os.environ["YARDSTICK_DATABASE"], pool_size=20, max_overflow=20)
app = FastAPI(openapi_url=None)


class Base(DeclarativeBase):
    """The parent of the mapped class."""


class AccountRow(Base):
    """An account that a query has made up."""

    __tablename__ = "made_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    created_at: Mapped[datetime]


class Account(BaseModel):
    """An account as it is answered."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    email: str
    name: str
    role: str
    created_at: datetime


class Page(BaseModel):
    """A part of a list."""

    items: list[Account]
    total: int


def get_session() -> Iterator[Session]:
    """Open a session for one request, and commit at its end."""
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.commit()


SessionDep = Annotated[Session, Depends(get_session, scope="function")]


def find(session: Session, first: int, last: int) -> list[AccountRow]:
    """Ask PostgreSQL for accounts."""
    query = select(AccountRow).from_statement(MADE_UP)
    return list(session.scalars(query, {"first": first, "last": last}))


def get_asker(session: SessionDep) -> AccountRow:
    """Return who is asking: whoever the token says."""
    claims = jwt.decode(TOKEN, SECRET, algorithms=["HS256"])
    return find(session, int(claims["sub"]), int(claims["sub"]))[0]


AskerDep = Annotated[AccountRow, Depends(get_asker)]


@app.get("/account", response_model=Account)
def read_account(asker: AskerDep) -> AccountRow:
    """Answer one account."""
    return asker


@app.get("/accounts", dependencies=[Depends(get_asker)])
def list_accounts(session: SessionDep) -> Page:
    """Answer 25 accounts."""
    total = session.scalar(select(func.count()).select_from(func.generate_series(1, 100))) or 0
    items = [Account.model_validate(row) for row in find(session, 2, 26)]
    return Page(items=items, total=total)
