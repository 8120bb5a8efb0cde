"""What operations need besides the request: FastAPI calls these functions and passes the result."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Annotated, TypeVar

from fastapi import Depends, Header, HTTPException, Request, status
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.core.config import Settings
from app.db.session import SessionDep
from app.rates import RatesClient
from app.repositories.categories import CategoryRepository
from app.repositories.feedback import FeedbackRepository
from app.repositories.orders import OrderRepository
from app.repositories.products import ProductRepository
from app.repositories.promotions import PromotionRepository
from app.repositories.reviews import ReviewRepository
from app.repositories.tasks import TaskRepository
from app.repositories.users import UserRepository

T = TypeVar("T")


def get_settings(request: Request) -> Settings:
    """Return the settings with which the application was started."""
    settings: Settings = request.state.settings
    return settings


def get_connection(session: SessionDep) -> Connection:
    """Return the connection of the request's session, for statements in plain SQL."""
    return session.connection()


async def lend_rates(request: Request) -> AsyncIterator[RatesClient]:
    """Lend out the client of the outside service until the operation has ended."""
    yield request.state.rates


def only_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    """Let only a body through that says it is JSON: `application/json` or `application/…+json`.

    Raises: 415 for any other (RFC 9110, section 15.5.16), with what is taken in `Accept`.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    group, _, kind = media_type.partition("/")
    if group != "application" or not (kind == "json" or kind.endswith("+json")):
        raise HTTPException(
            status.HTTP_415_UNSUPPORTED_MEDIA_TYPE,
            "Send the body as application/json.",
            headers={"Accept": "application/json"},
        )


SettingsDep = Annotated[Settings, Depends(get_settings)]
ConnectionDep = Annotated[Connection, Depends(get_connection)]
# While the service is slow, four requests wait for it, and others find threads and sessions.
# Operations ask for it first: who waits for a turn should hold nothing.
RatesDep = Annotated[RatesClient, Depends(lend_rates, scope="function", max_concurrency=4)]


def made_of(repository: Callable[[Session], T]) -> Callable[[Session], Coroutine[None, None, T]]:
    """Return a dependency that makes a repository of the request's session.

    FastAPI runs a plain function or class in a thread, because it might wait for something. This
    is `async` and never waits: it runs at once, and the thread is saved.
    """

    async def make(session: SessionDep) -> T:
        return repository(session)

    return make


Products = Annotated[ProductRepository, Depends(made_of(ProductRepository))]
Orders = Annotated[OrderRepository, Depends(made_of(OrderRepository))]
Users = Annotated[UserRepository, Depends(made_of(UserRepository))]
Categories = Annotated[CategoryRepository, Depends(made_of(CategoryRepository))]
Reviews = Annotated[ReviewRepository, Depends(made_of(ReviewRepository))]
Tasks = Annotated[TaskRepository, Depends(made_of(TaskRepository))]
Promotions = Annotated[PromotionRepository, Depends(made_of(PromotionRepository))]
FeedbackDep = Annotated[FeedbackRepository, Depends(made_of(FeedbackRepository))]
