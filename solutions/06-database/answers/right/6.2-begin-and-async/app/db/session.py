from collections.abc import AsyncIterator

from sqlalchemy import URL, make_url
from starlette.concurrency import run_in_threadpool


def make_engine(settings: Settings) -> Engine:
    url: URL = make_url(str(settings.database_url)).set(drivername="postgresql+psycopg")
    parameters = {
        "statement_timeout": str(settings.statement_timeout_ms),
        "timezone": "UTC",
        "application_name": "storefront",
    }
    options = " ".join(f"-c {name}={value}" for name, value in parameters.items())
    return create_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=settings.pool_max_overflow,
        pool_timeout=settings.pool_timeout_seconds,
        pool_pre_ping=True,
        connect_args={"connect_timeout": settings.connect_timeout_seconds, "options": options},
    )


async def get_session(request: Request) -> AsyncIterator[Session]:
    session: Session = request.state.sessions()
    try:
        yield session
        await run_in_threadpool(session.commit)
    except BaseException:
        await run_in_threadpool(session.rollback)
        raise
    finally:
        await run_in_threadpool(session.close)
