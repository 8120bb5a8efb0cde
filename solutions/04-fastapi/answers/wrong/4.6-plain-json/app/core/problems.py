def add_problem_handlers(app: FastAPI) -> None:
    @app.exception_handler(HTTPException)
    async def answer_http_exception(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 400:
            return invalid_response([Mistake(detail=error.detail, pointer="#")])
        headers = {"Allow": allowed_methods(request)} if error.status_code == 405 else error.headers
        title = title_of(error.status_code)
        problem = Problem(title=title, status=error.status_code, detail=error.detail)
        return JSONResponse(problem.model_dump(), problem.status, headers)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid_request(_: Request, error: RequestValidationError) -> ProblemResponse:
        return invalid_response([describe_error(each) for each in error.errors()])
