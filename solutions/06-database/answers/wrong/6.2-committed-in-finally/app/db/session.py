def get_session(request: Request) -> Iterator[Session]:
    session = request.state.sessions()
    try:
        yield session
    finally:
        session.commit()
        session.close()
