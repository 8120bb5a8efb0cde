import fastapi


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal as a problem, and refuse bodies that are too long."""

    @app.exception_handler(fastapi.HTTPException)
    async def refused(request: Request, error: HTTPException) -> ProblemResponse:
        headers = error.headers
        if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
            headers = {"Allow": allowed_methods(request)}
        return problem(error.status_code, error.detail, headers)

    @app.exception_handler(RequestValidationError)
    async def not_valid(_: Request, error: RequestValidationError) -> ProblemResponse:
        return invalid(error.errors())

    app.add_middleware(BodyLimitMiddleware)
