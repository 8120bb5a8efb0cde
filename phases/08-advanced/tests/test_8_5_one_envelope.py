"""8.5 One envelope for what goes wrong."""

import pytest

from apps import new_app, started

PROBLEM = "application/problem+json"
SECRET = "password=hunter2"  # noqa: S105


def answers_to(*exceptions):
    """What is answered when operations raise these."""
    app = new_app()

    @app.get("/test/raise/{number}")
    def fail(number: int) -> None:
        raise exceptions[number]

    with started(app, raising=False) as client:
        return [client.get(f"/test/raise/{number}") for number in range(len(exceptions))]


def facts(answer):
    """Status, form and detail of a problem."""
    body = answer.json()
    assert body["status"] == answer.status_code
    return answer.status_code, answer.headers["content-type"], body["detail"]


def test_a_refusal_knows_its_status():
    """The exceptions of the API have a common parent, `ApiRefusal`, and each class its status:
    NotFound is answered with 404, NotAcceptable with 406, KeyInUse with 409, Changed with 412 and
    TooOften with 429: a problem with the text of the exception as its detail."""
    from app.core import refusals

    classes = ("NotFound", "NotAcceptable", "KeyInUse", "Changed", "TooOften")
    answers = answers_to(*(getattr(refusals, name)("Not this.") for name in classes))
    expected = [(status, PROBLEM, "Not this.") for status in (404, 406, 409, 412, 429)]
    assert [facts(answer) for answer in answers] == expected


def test_a_refusal_brings_its_headers():
    """The headers of a refusal are in the answer."""
    from app.core.refusals import TooOften

    (answer,) = answers_to(TooOften("Slowly.", {"Retry-After": "7"}))
    assert answer.headers["retry-after"] == "7"


def test_the_shops_own_exceptions_are_answered_too():
    """One handler for `StorefrontError` answers what the shop's rules refuse, wherever it is
    raised: DuplicateSku, OutOfStock and whatever class comes later are a 409 with their text. No
    operation has to catch them."""
    from app.domain.errors import DuplicateSku, OutOfStock, StorefrontError

    class ShopIsClosed(StorefrontError):  # noqa: N818
        """A refusal that nobody has thought of yet."""

    answers = answers_to(
        DuplicateSku("MUG-0042"), OutOfStock("MUG-0042", 3, 1), ShopIsClosed("No.")
    )
    assert [facts(answer) for answer in answers] == [
        (409, PROBLEM, "SKU MUG-0042 is taken."),
        (409, PROBLEM, "3 of MUG-0042 wanted, 1 left."),
        (409, PROBLEM, "No."),
    ]


def test_a_more_exact_handler_comes_first():
    """Of several handlers that of the nearest class counts: InvalidValue, a child of
    StorefrontError, is answered with 422 and `errors`, and InvalidCursor, a child of InvalidValue,
    with 422 that names the parameter `cursor`."""
    from app.domain.errors import InvalidValue
    from app.paging import InvalidCursor

    invalid, cursor = answers_to(InvalidValue("Too heavy."), InvalidCursor("What is this?"))
    assert (invalid.status_code, invalid.headers["content-type"]) == (422, PROBLEM)
    assert [error["detail"] for error in invalid.json()["errors"]] == ["Too heavy."]
    assert cursor.status_code == 422
    assert [error["parameter"] for error in cursor.json()["errors"]] == ["cursor"]


def test_a_mistake_of_ours_is_a_problem_that_tells_nothing():
    """An exception that nobody expected is answered with 500, a problem like all others, with its
    X-Request-ID; nothing of the exception's text is in it."""
    (answer,) = answers_to(RuntimeError(SECRET))
    assert answer.status_code == 500
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["title"] == "Internal Server Error"
    assert "hunter2" not in answer.text
    assert "RuntimeError" not in answer.text


def test_the_server_still_sees_the_exception():
    """After the answer the exception goes on to the server, which writes it with its traceback into
    the log: nobody can mend what nobody sees."""
    app = new_app()

    @app.get("/test/raise")
    def fail() -> None:
        raise RuntimeError(SECRET)

    with started(app) as client, pytest.raises(RuntimeError, match="hunter2"):
        client.get("/test/raise")


def test_a_plain_text_refusal_becomes_a_problem():
    """Whoever answers an error in plain text, as ready-made middleware and file responses do, has
    it turned into a problem: the status, the headers and the text as `detail` stay."""
    from fastapi.responses import PlainTextResponse

    app = new_app()

    @app.get("/test/teapot")
    def brew() -> PlainTextResponse:
        return PlainTextResponse("I am a teapot.", 418, headers={"X-Lid": "closed"})

    with started(app) as client:
        answer = client.get("/test/teapot", headers={"Accept-Encoding": "identity"})
    assert facts(answer) == (418, PROBLEM, "I am a teapot.")
    assert answer.headers["x-lid"] == "closed"
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_other_answers_pass_as_they_are():
    """A plain text that is no error and an error in JSON pass as they are."""
    from fastapi.responses import JSONResponse, PlainTextResponse

    app = new_app()

    @app.get("/test/text")
    def write() -> PlainTextResponse:
        return PlainTextResponse("hello")

    @app.get("/test/json")
    def complain() -> JSONResponse:
        return JSONResponse({"error": "mine"}, 400)

    with started(app) as client:
        text, own = client.get("/test/text"), client.get("/test/json")
    assert (text.status_code, text.text) == (200, "hello")
    assert (own.status_code, own.json()) == (400, {"error": "mine"})


def test_half_an_answer_is_not_taken_back():
    """When an answer has begun already and then something breaks, no second answer is begun: the
    exception goes to the server, which closes the connection."""
    from fastapi.responses import StreamingResponse

    app = new_app()

    async def pieces():
        yield b"half of "
        raise RuntimeError(SECRET)

    @app.get("/test/half")
    async def stream() -> StreamingResponse:
        return StreamingResponse(pieces(), media_type="application/octet-stream")

    with started(app, raising=False) as client:
        answer = client.get("/test/half")
    assert (answer.status_code, answer.content) == (200, b"half of ")
    with started(app) as client, pytest.raises(RuntimeError, match="hunter2"):
        client.get("/test/half")
