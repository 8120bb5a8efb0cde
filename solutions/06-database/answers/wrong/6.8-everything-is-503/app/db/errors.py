from sqlalchemy.exc import SQLAlchemyError


def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem."""

    @app.exception_handler(SQLAlchemyError)
    async def answer_unavailable(_: Request, error: Exception) -> ProblemResponse:
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
        return problem_response(503, "Please try again.", headers)

    @app.exception_handler(IntegrityError)
    async def answer_conflict(_: Request, error: Exception) -> ProblemResponse:
        return problem_response(409, "The request contradicts what is stored.")

    @app.exception_handler(DataError)
    async def answer_invalid_data(_: Request, error: Exception) -> ProblemResponse:
        return invalid_response([Mistake(detail="A value cannot be held.", pointer="#")])
