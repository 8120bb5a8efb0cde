"""3.3 One form for all errors."""

from http import HTTPStatus

from contracts import accept, demand, load, named, refuse

MEDIA_TYPE = "application/problem+json"
PROBLEM = {
    "type": "about:blank",
    "title": "Conflict",
    "status": 409,
    "detail": "MUG-0042 is taken.",
}
INVALID = {
    "type": "about:blank",
    "title": "Unprocessable Content",
    "status": 422,
    "detail": "The request has 2 mistakes.",
    "errors": [
        {"pointer": "#/price_cents", "detail": "must not be below 0"},
        {"parameter": "limit", "detail": "must not be above 100"},
    ],
}


def errors():
    """Each error that the contract declares: (its name, status, response)."""
    return [
        (f"The {status} of {named(operation)}", status, response)
        for operation in load().operations
        for status, response in operation.responses.items()
        if status[0] in "45" and status.isdecimal()
    ]


def good(status):
    """A problem as it should stand under that status."""
    problem = INVALID if status == "422" else PROBLEM
    return problem | {"status": int(status), "title": HTTPStatus(int(status)).phrase}


def schema_of(response):
    """The schema of a problem, or one that allows everything where there is none."""
    return response.get("content", {}).get(MEDIA_TYPE, {}).get("schema", {})


def without(document, name):
    """A copy without one member."""
    return {key: value for key, value in document.items() if key != name}


def test_every_error_is_a_problem():
    """Every 4xx answer of every operation has one media type: `application/problem+json`."""
    for where, _, response in errors():
        media_types = list(response.get("content", {}))
        assert media_types == [MEDIA_TYPE], f"{where}: its media types"


def test_a_problem_says_title_status_and_detail():
    """The schema of every error requires `title`, `status` and `detail`, and refuses a status of
    200 or in quotes.
    """
    for where, status, response in errors():
        schema = schema_of(response)
        problem = good(status)
        accept(schema, problem, where)
        for name in ("title", "status", "detail"):
            refuse(schema, without(problem, name), where, f"`{name}` must be required.")
        for wrong in (200, "409"):
            refuse(schema, problem | {"status": wrong}, where, "`status` is no error's number.")


def test_a_problem_may_grow():
    """The schema of every error allows members that it does not name, as RFC 9457 asks:
    `balance_cents`, for example.
    """
    for where, status, response in errors():
        demand(schema_of(response), f"{where} has no schema as {MEDIA_TYPE}.")
        accept(schema_of(response), good(status) | {"balance_cents": 30}, where)


def test_422_lists_every_mistake():
    """The schema of each 422 requires `errors`, a list that is not empty; each entry has a
    `detail`, and may say where with a `pointer` into the body or the name of a `parameter`.
    """
    for where, status, response in errors():
        if status != "422":
            continue
        schema = schema_of(response)
        accept(schema, INVALID, where)
        refuse(schema, without(INVALID, "errors"), where, "`errors` must be required.")
        for wrong in (
            [],
            ["price"],
            [{"pointer": "#/price_cents"}],
            [{"pointer": 3, "detail": "x"}],
        ):
            refuse(schema, INVALID | {"errors": wrong}, where)


def test_the_mock_answers_each_error_in_its_form(client):
    """Asked with `Prefer: code=404` (or 409, 422, 401), the mock answers that status with an
    example whose `status` is the same number and whose `title` is the status's name.
    """
    mug = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
    asked = (
        ("GET", "/api/v1/products/7", 404, None),
        ("POST", "/api/v1/products", 409, mug),
        ("GET", "/api/v1/orders", 422, None),
        ("GET", "/api/v1/users/me", 401, None),
    )
    for method, address, code, body in asked:
        answer = client.request(method, address, headers={"Prefer": f"code={code}"}, json=body)
        assert answer.status_code == code
        assert answer.headers["content-type"] == MEDIA_TYPE
        demand(isinstance(answer.json(), dict), f"The example of {code} is no object.")
        inside = answer.json().get("status")
        assert inside == code, f"The answer is {code}, its member `status` says {inside}."
        if answer.json().get("type", "about:blank") == "about:blank":
            names = {HTTPStatus(code).phrase}
            if code == 422:  # it was renamed in 2022, and Python 3.11 has the old name
                names = {"Unprocessable Content", "Unprocessable Entity"}
            title = answer.json().get("title")
            assert title in names, f"The `title` of the example of {code}"


def test_401_says_how_to_log_in():
    """Each 401 declares the header `WWW-Authenticate`, without which HTTP does not allow this
    status.
    """
    for where, status, response in errors():
        if status == "401":
            names = [name.lower() for name in response.get("headers", {})]
            demand("www-authenticate" in names, f"{where} declares no header `WWW-Authenticate`.")
