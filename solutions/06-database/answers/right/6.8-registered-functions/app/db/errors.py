def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem."""

    def unavailable(_: Request, __: Exception) -> ProblemResponse:
        return problem_response(503, "Not now, please.", {"Retry-After": "5"})

    def conflict(_: Request, error: Exception) -> ProblemResponse:
        if isinstance(getattr(error, "orig", None), psycopg.errors.NotNullViolation):
            return problem_response(500, "This is our mistake.")
        return problem_response(409, "That does not go together with what is stored.")

    def invalid(_: Request, __: Exception) -> ProblemResponse:
        return invalid_response([Mistake(detail="Too large, or no text.", pointer="#")])

    handlers = {
        unavailable: (OperationalError, InterfaceError, PoolTimeoutError),
        conflict: (IntegrityError, StaleDataError),
        invalid: (DataError,),
    }
    for handler, errors in handlers.items():
        for error in errors:
            app.add_exception_handler(error, handler)
