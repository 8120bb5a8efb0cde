def add_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal as a problem, and refuse bodies that are too long."""

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> ProblemResponse:
        return problem(error.status_code, error.detail, challenge_of(error))

    @app.exception_handler(RequestValidationError)
    async def not_valid(_: Request, error: RequestValidationError) -> ProblemResponse:
        return invalid(error.errors())

    app.add_middleware(BodyLimitMiddleware)


def challenge_of(error: HTTPException) -> dict[str, str]:
    """Keep the one header that was missed so far."""
    value = (error.headers or {}).get("WWW-Authenticate")
    return {"WWW-Authenticate": value} if value else {}
