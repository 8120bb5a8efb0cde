"""The entry point: `fastapi dev` and Uvicorn look here for `app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.core.config import load_settings
from app.core.docs import add_docs
from app.core.problems import add_problem_handlers, describe_problems
from app.routers import ROUTERS
from app.sample_data import sample_catalogue
from app.store import Store


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[dict[str, Store]]:
    """Open the shop when the application starts; what is yielded becomes `request.state`."""
    yield {"store": Store(sample_catalogue() if load_settings().sample_data else ())}


def name_of_function(route: APIRoute) -> str:
    """Return an operation's id in the OpenAPI document: the name of its function."""
    return route.name


def create_app() -> FastAPI:
    """Build the application: its routers, its errors, its documentation."""
    # exercise 4.1: An application that answers. It has no name yet, and no router.
    app = FastAPI(
        lifespan=lifespan,
        docs_url=None,  # both pages are our own, see app/core/docs.py
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    add_problem_handlers(app)
    describe_problems(app)
    if load_settings().docs:
        add_docs(app)
    return app


app = create_app()
