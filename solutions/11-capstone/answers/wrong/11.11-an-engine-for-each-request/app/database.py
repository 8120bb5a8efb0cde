def get_session(request: Request) -> Iterator[Session]:
    """Open a session for one request and commit at its end; roll back if anything was raised."""
    engine = make_engine(request.state.settings)
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.commit()
    engine.dispose()
