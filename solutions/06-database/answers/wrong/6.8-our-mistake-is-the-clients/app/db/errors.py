def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem.

    The database cannot be reached, ends a connection, gives a statement up or picks it as the
    victim of a deadlock; or no connection of the pool gets free: 503, and try again. The
    transaction was rolled back, so that nothing is half written.

    What got past all checks of the API and breaks a rule of the tables: 409 or 422. A value that
    is missing (NOT NULL) is our own mistake and stays one: clients cannot leave a column out.
    """

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeoutError)
    async def answer_unavailable(_: Request, error: Exception) -> ProblemResponse:  # noqa: ARG001
        return problem_response(
            status.HTTP_503_SERVICE_UNAVAILABLE,
            "The database does not answer in time. Please try again.",
            {"Retry-After": str(RETRY_AFTER_SECONDS)},
        )

    @app.exception_handler(IntegrityError)
    @app.exception_handler(StaleDataError)
    async def answer_conflict(_: Request, error: Exception) -> ProblemResponse:
        detail = "The request contradicts what is stored."
        return problem_response(status.HTTP_409_CONFLICT, detail)

    @app.exception_handler(DataError)
    async def answer_invalid_data(_: Request, error: Exception) -> ProblemResponse:  # noqa: ARG001
        detail = "The database cannot hold one of the values."
        return invalid_response([Mistake(detail=detail, pointer="#")])
