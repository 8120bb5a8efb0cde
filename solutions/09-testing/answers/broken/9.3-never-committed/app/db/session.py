def get_session(request: Request) -> Iterator[Session]:
    """Open a session for one request."""
    with request.state.sessions() as session:
        yield session
        session.flush()
