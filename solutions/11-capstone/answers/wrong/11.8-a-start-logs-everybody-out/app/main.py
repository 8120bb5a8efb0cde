from sqlalchemy import delete

from app.tables import LoginRow


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
            session.execute(delete(LoginRow))
            session.commit()
            await run_in_threadpool(ensure_administrator, session, settings)
        yield State(settings=settings, engine=engine)
    finally:
        engine.dispose()
