def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem."""

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeoutError)
    async def answer_unavailable(_: Request, error: Exception) -> ProblemResponse:
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
        return problem_response(503, "Please try again.", headers)
