SessionDep = Annotated[Session, Depends(get_session, scope="function")]
