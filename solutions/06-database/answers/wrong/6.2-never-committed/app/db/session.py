def get_session(request: Request) -> Iterator[Session]:
    with request.state.sessions() as session:
        yield session
