def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem."""

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeoutError)
    async def answer_unavailable(_: Request, error: Exception) -> ProblemResponse:
        return problem_response(503, "Please try again.")

    @app.exception_handler(IntegrityError)
    @app.exception_handler(StaleDataError)
    async def answer_conflict(_: Request, error: Exception) -> ProblemResponse:
        return problem_response(409, "The request contradicts what is stored.")

    @app.exception_handler(DataError)
    async def answer_invalid_data(_: Request, error: Exception) -> ProblemResponse:
        return invalid_response([Mistake(detail="A value cannot be held.", pointer="#")])

