"""The entry point: `fastapi dev` and Uvicorn look here for `app`."""

import time
from contextlib import AbstractAsyncContextManager

from fastapi import FastAPI

from app.auth.dependencies import may
from app.core.about import about
from app.core.config import Settings, load_settings
from app.core.docs import add_docs
from app.core.document import EXTRA_MODELS, add_schemas, extend_document
from app.core.equipment import equip, name_of_function
from app.core.farewell import mark_deprecated
from app.core.problems import refuses
from app.core.trace import Traces
from app.lifespan import State, open_shop
from app.limits import Clock
from app.middleware.stack import middleware_stack
from app.routers import ROUTERS, STAFF_ROUTERS, prices
from app.routers.versions import version_1
from app.v2.application import create_version_2


def create_app(settings: Settings | None = None, *, clock: Clock = time.monotonic) -> FastAPI:
    """Build the application: its middleware, its routers, its errors, its documentation.

    Without settings, those of the environment are used, and read again at each start. `clock` is
    what times requests and fills buckets: it returns seconds and never goes back.
    """
    chosen = settings or load_settings()
    traces = Traces()

    def lifespan(_app: FastAPI) -> AbstractAsyncContextManager[State]:
        return open_shop(settings or load_settings(), traces)

    app = FastAPI(
        **about(chosen),
        lifespan=lifespan,
        middleware=middleware_stack(chosen, traces, clock),
        docs_url=None,  # all pages are our own, see app/core/docs.py
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    equip(app)
    extend_document(app, lambda document: add_schemas(document, EXTRA_MODELS))
    if chosen.v1_deprecated is not None:
        extend_document(app, mark_deprecated)
    for router in ROUTERS:
        app.include_router(router)
    for router, permission in STAFF_ROUTERS:
        app.include_router(router, dependencies=[may(permission)], responses=refuses(401, 403))
    app.include_router(version_1(chosen))
    if chosen.rates_url:  # an operation that cannot work is not offered
        app.include_router(prices.router)
    app.mount("/api/v2", create_version_2(chosen), name="v2")
    if chosen.docs:
        add_docs(app)
    return app


app = create_app()
