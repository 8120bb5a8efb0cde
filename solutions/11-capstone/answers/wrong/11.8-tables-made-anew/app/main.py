from app.tables import Base


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[State]:
    """Open what requests share; see to it that there is somebody who can give roles.

    The tables are those of the migrations, which are run before the start.
    """
    configure_logs()
    settings = load_settings()
    engine = make_engine(settings)
    await run_in_threadpool(Base.metadata.drop_all, engine)
    await run_in_threadpool(Base.metadata.create_all, engine)
    try:
        with Session(engine) as session:
            await run_in_threadpool(ensure_administrator, session, settings)
        yield State(settings=settings, engine=engine)
    finally:
        engine.dispose()
