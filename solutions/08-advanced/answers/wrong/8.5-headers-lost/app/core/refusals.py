def add_shop_handlers(app: FastAPI) -> None:
    """Answer every refusal of the shop as a problem, so that no operation has to.

    Of several handlers the one of the nearest parent class counts: whatever the shop will refuse
    one day is answered with 409 until it gets a handler of its own.
    """

    @app.exception_handler(StorefrontError)
    async def answer_conflict(_: Request, error: StorefrontError) -> ProblemResponse:
        return problem_response(status.HTTP_409_CONFLICT, str(error))

    @app.exception_handler(InvalidValue)
    async def answer_invalid_value(_: Request, error: InvalidValue) -> ProblemResponse:
        return invalid_response([Mistake(detail=str(error), pointer="#")])

    @app.exception_handler(InvalidCursor)
    async def answer_invalid_cursor(_: Request, error: InvalidCursor) -> ProblemResponse:
        return invalid_response([Mistake(detail=str(error), parameter="cursor")])

    @app.exception_handler(ApiRefusal)
    async def answer_refusal(_: Request, error: ApiRefusal) -> ProblemResponse:
        return problem_response(error.status_code, str(error))
