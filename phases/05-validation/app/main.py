"""The entry point: `fastapi dev` and Uvicorn look here for `app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.core.config import Settings, load_settings
from app.core.docs import add_docs
from app.core.problems import add_problem_handlers, describe_problems
from app.promotions import PromotionStore
from app.routers import ROUTERS
from app.sample_data import sample_catalogue
from app.store import Store


class State(TypedDict):
    """What the application makes when it starts: `request.state.settings` and so on."""

    settings: Settings
    store: Store
    promotions: PromotionStore


def name_of_function(route: APIRoute) -> str:
    """Return an operation's id in the OpenAPI document: the name of its function."""
    return route.name


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application: its routers, its errors, its documentation.

    Without settings, those of the environment are used, and read again at each start.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
        """Open the shop when the application starts."""
        current = settings or load_settings()
        yield State(
            settings=current,
            store=Store(sample_catalogue() if current.sample_data else ()),
            promotions=PromotionStore(),
        )

    chosen = settings or load_settings()
    app = FastAPI(
        title="Storefront API",
        version="1.0.0",
        contact={"email": chosen.contact_email} if chosen.contact_email else None,
        lifespan=lifespan,
        docs_url=None,  # both pages are our own, see app/core/docs.py
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    add_problem_handlers(app)
    describe_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    if chosen.docs:
        add_docs(app)
    return app


app = create_app()
