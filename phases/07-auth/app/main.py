"""The entry point: `fastapi dev` and Uvicorn look here for `app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.auth.basic import BasicAuthMiddleware
from app.auth.dependencies import may
from app.auth.oidc import OidcClient
from app.auth.passwords import Passwords
from app.auth.resources import make_access_tokens, make_passwords, oidc_client
from app.auth.tokens import AccessTokens
from app.core.config import Settings, load_settings
from app.core.docs import add_docs
from app.core.problems import add_problem_handlers, describe_problems, refuses
from app.db.errors import add_database_handlers, add_refusal_handlers
from app.db.samples import add_sample_admin, add_sample_products
from app.db.session import make_engine, make_sessions
from app.mail import Mailer
from app.rates import RatesClient, open_rates
from app.routers import ROUTERS, STAFF_ROUTERS, prices

DOCUMENTATION = ("/docs", "/redoc", "/openapi.json")


class State(TypedDict):
    """What the application makes when it starts: `request.state.settings` and so on."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    rates: RatesClient | None
    passwords: Passwords
    access_tokens: AccessTokens
    mailer: Mailer
    oidc: OidcClient | None


def name_of_function(route: APIRoute) -> str:
    """Return an operation's id in the OpenAPI document: the name of its function."""
    return route.name


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application: its routers, its errors, its documentation.

    Without settings, those of the environment are used, and read again at each start.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
        """Open the shop when the application starts, and close its connections at the end."""
        current = settings or load_settings()
        engine = make_engine(current)
        sessions = make_sessions(engine)
        try:
            passwords = make_passwords(current)
            if current.sample_data:
                add_sample_products(sessions)
                add_sample_admin(sessions, passwords)
            with open_rates(current) as rates, oidc_client(current) as oidc:
                yield State(
                    settings=current,
                    engine=engine,
                    sessions=sessions,
                    rates=rates,
                    passwords=passwords,
                    access_tokens=make_access_tokens(current),
                    mailer=Mailer(current.smtp_host, current.smtp_port, current.mail_from),
                    oidc=oidc,
                )
        finally:
            engine.dispose()

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
    add_refusal_handlers(app)
    add_database_handlers(app)
    describe_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    for router, permission in STAFF_ROUTERS:
        app.include_router(router, dependencies=[may(permission)], responses=refuses(401, 403))
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
