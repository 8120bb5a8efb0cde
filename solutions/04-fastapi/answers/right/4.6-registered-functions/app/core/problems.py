def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_invalid_request)


def on_http_exception(request: Request, error: Exception) -> ProblemResponse:
    status_code = getattr(error, "status_code", 500)
    if status_code == 400:
        return on_unreadable_body()
    body = {
        "detail": f"{request.method} was refused: {getattr(error, 'detail', error)}",
        "status": status_code,
        "title": title_of(status_code),
        "type": "about:blank",
        "instance": request.url.path,
    }
    answer = ProblemResponse(body, status_code, headers=getattr(error, "headers", None))
    if status_code == 405:
        answer.headers["allow"] = allowed_methods(request)
    return answer


def on_unreadable_body() -> ProblemResponse:
    return invalid_response([Mistake(detail="What is this?", pointer="#")])


async def on_invalid_request(request: Request, error: Exception) -> ProblemResponse:
    errors = error.errors() if isinstance(error, RequestValidationError) else []
    return invalid_response(list(map(describe_error, errors)))
