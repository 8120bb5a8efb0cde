"""The entry point: `fastapi dev` and Uvicorn look here for `app`."""

import time
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.auth.basic import BasicAuthMiddleware
from app.auth.dependencies import may
from app.core.config import Settings, load_settings
from app.core.docs import add_docs
from app.core.metrics import Metrics
from app.core.problems import add_problem_handlers, describe_problems, refuses
from app.core.refusals import add_shop_handlers
from app.core.trace import Traces
from app.db.errors import add_database_handlers, add_refusal_handlers
from app.idempotency import add_idempotency_handler
from app.lifespan import State, open_shop
from app.limits import Clock
from app.middleware.stack import middleware_stack
from app.routers import ROUTERS, STAFF_ROUTERS, prices
from app.routers.versions import version_1

DOCUMENTATION = ("/docs", "/redoc", "/openapi.json")


def name_of_function(route: APIRoute) -> str:
    """Return an operation's id in the OpenAPI document: the name of its function."""
    return route.name


def create_app(settings: Settings | None = None, *, clock: Clock = time.monotonic) -> FastAPI:
    """Build the application: its middleware, its routers, its errors, its documentation.

    Without settings, those of the environment are used, and read again at each start. `clock` is
    what times requests and fills buckets: it returns seconds and never goes back.
    """
    chosen = settings or load_settings()
    traces = Traces()
    metrics = Metrics()

    def lifespan(_app: FastAPI) -> AbstractAsyncContextManager[State]:
        return open_shop(settings or load_settings(), traces, metrics)

    app = FastAPI(
        title="Storefront API",
        version="1.0.0",
        contact={"email": chosen.contact_email} if chosen.contact_email else None,
        lifespan=lifespan,
        middleware=middleware_stack(chosen, traces, metrics, clock),
        docs_url=None,  # both pages are our own, see app/core/docs.py
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    add_problem_handlers(app)
    add_shop_handlers(app)
    add_refusal_handlers(app)
    add_database_handlers(app)
    add_idempotency_handler(app)
    describe_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    for router, permission in STAFF_ROUTERS:
        app.include_router(router, dependencies=[may(permission)], responses=refuses(401, 403))
    app.include_router(version_1(chosen))
    if chosen.rates_url:  # an operation that cannot work is not offered
        app.include_router(prices.router)
    if chosen.docs:
        add_docs(app)
    if chosen.docs_password is not None:
        app.add_middleware(
            BasicAuthMiddleware,
            paths=DOCUMENTATION,
            username="docs",
            password=chosen.docs_password.get_secret_value(),
        )
    return app


app = create_app()
