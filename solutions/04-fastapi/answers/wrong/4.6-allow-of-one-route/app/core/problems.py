def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def answer_http_exception(_: Request, error: HTTPException) -> ProblemResponse:
        if error.status_code == 400:
            return invalid_response([Mistake(detail=error.detail, pointer="#")])
        headers = error.headers
        return problem_response(error.status_code, error.detail, headers)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid_request(_: Request, error: RequestValidationError) -> ProblemResponse:
        return invalid_response([describe_error(each) for each in error.errors()])
