class NotAcceptable(ApiRefusal):
    """There is no form of the answer that the client takes."""


class KeyInUse(ApiRefusal):
    """A request with the same idempotency key is still being worked on."""


class Changed(ApiRefusal):
    """What the client wants to change is not any more as the client has read it."""


class TooOften(ApiRefusal):
    """The client has asked too often; the headers say when it may ask again."""


def add_shop_handlers(app: FastAPI) -> None:
    """Answer every refusal of the shop as a problem, so that no operation has to.

    Of several handlers the one of the nearest parent class counts: whatever the shop will refuse
    one day is answered with 409 until it gets a handler of its own.
    """

    # exercise 8.5: so far only one of the refusals is answered.
    @app.exception_handler(NotFound)
    async def answer_refusal(_: Request, error: NotFound) -> ProblemResponse:
        return problem_response(error.status_code, str(error))
