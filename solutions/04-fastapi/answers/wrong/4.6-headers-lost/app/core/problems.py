def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def answer_http_exception(request: Request, error: HTTPException) -> ProblemResponse:
        if error.status_code == 400:
            return invalid_response([Mistake(detail=error.detail, pointer="#")])
        headers = {"Allow": allowed_methods(request)} if error.status_code == 405 else error.headers
        return problem_response(error.status_code, error.detail)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid_request(_: Request, error: RequestValidationError) -> ProblemResponse:
        return invalid_response([describe_error(each) for each in error.errors()])
