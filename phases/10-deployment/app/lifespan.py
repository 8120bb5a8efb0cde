"""What the application opens when it starts, and closes when it ends."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from threading import Event
from typing import TypedDict

from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from app.auth.oidc import OidcClient
from app.auth.passwords import Passwords
from app.auth.resources import make_access_tokens, make_passwords, oidc_client
from app.auth.tokens import AccessTokens
from app.core.config import Settings
from app.core.metrics import Metrics
from app.core.trace import Traces
from app.db.revisions import read_revisions
from app.db.samples import add_sample_admin, add_sample_products
from app.db.session import make_probe_engine, make_reader, make_sessions, with_transactions
from app.limits import SlidingWindow
from app.mail import Mailer
from app.news import NewsBoard
from app.rates import RatesClient, open_rates
from app.readiness import Readiness
from app.receipts import write_missing_receipts
from app.repositories.products import Catalogue
from app.shutdown import draining


class State(TypedDict):
    """What requests share: `request.state.settings` and so on."""

    settings: Settings
    engine: Engine
    sessions: sessionmaker[Session]
    catalogue: Catalogue
    rates: RatesClient | None
    passwords: Passwords
    access_tokens: AccessTokens
    mailer: Mailer
    oidc: OidcClient | None
    user_limiter: SlidingWindow | None
    news: NewsBoard
    traces: Traces
    metrics: Metrics
    stopping: Event
    readiness: Readiness


@asynccontextmanager
async def open_shop(settings: Settings, traces: Traces, metrics: Metrics) -> AsyncIterator[State]:
    """Open the pool and the clients, do what an earlier process did not get to, and open the shop.

    The stack closes at the end what was opened, the last first, also when a later step failed. The
    event loop serves nobody yet, but it has to stay free for signals: what blocks runs in a thread.
    """
    async with AsyncExitStack() as stack:
        reader = make_reader(settings)
        stack.callback(reader.dispose)
        engine = with_transactions(reader)
        sessions = make_sessions(engine)
        passwords = make_passwords(settings)
        if settings.sample_data:
            await run_in_threadpool(add_sample_products, sessions)
            await run_in_threadpool(add_sample_admin, sessions, passwords)
        await run_in_threadpool(write_missing_receipts, sessions)
        stopping = stack.enter_context(draining(settings.drain_seconds))
        yield State(
            settings=settings,
            engine=engine,
            sessions=sessions,
            catalogue=Catalogue(reader),
            rates=stack.enter_context(open_rates(settings)),
            passwords=passwords,
            access_tokens=make_access_tokens(settings),
            mailer=Mailer(settings.smtp_host, settings.smtp_port, settings.mail_from),
            oidc=stack.enter_context(oidc_client(settings)),
            user_limiter=SlidingWindow(settings.rate_per_user) if settings.rate_per_user else None,
            news=NewsBoard(),
            traces=traces,
            metrics=metrics,
            stopping=stopping,
            readiness=Readiness(
                make_probe_engine(settings),
                read_revisions(),
                stopping,
                settings.ready_timeout_seconds,
            ),
        )
