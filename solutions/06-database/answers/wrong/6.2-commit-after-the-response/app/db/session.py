SessionDep = Annotated[Session, Depends(get_session, max_concurrency=30)]
