"""The entry point: Uvicorn looks here for `app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.administrator import ensure_administrator
from app.database import make_engine
from app.headers import SecurityHeadersMiddleware
from app.logs import RequestLogMiddleware, configure_logs
from app.problems import add_problem_handlers
from app.routers import ROUTERS
from app.settings import Settings, load_settings


class State(TypedDict):
    """What requests share: `request.state.settings` and so on."""

    settings: Settings
    engine: Engine


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
    """Open what requests share; see to it that there is somebody who can give roles.

    The tables are those of the migrations, which are run before the start.
    """
    configure_logs()
    settings = load_settings()
    engine = make_engine(settings)
    try:
        with Session(engine) as session:
            await run_in_threadpool(ensure_administrator, session, settings)
        yield State(settings=settings, engine=engine)
    finally:
        engine.dispose()


app = FastAPI(title="User management", version="1.0.0", lifespan=lifespan, redirect_slashes=False)
for router in ROUTERS:
    app.include_router(router)
add_problem_handlers(app)
app.add_middleware(SecurityHeadersMiddleware)
app.add_middleware(RequestLogMiddleware)  # the outermost: it sees every answer
