"""4.6 One shape for every error."""

import pytest

PRODUCTS = "/api/v1/products"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
BASIC = {"type", "title", "status", "detail"}


def problem(answer, status, title):
    """The body of an answer that is a problem of that status."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body.keys() >= BASIC
    assert (body["type"], body["title"], body["status"]) == ("about:blank", title, status)
    assert isinstance(body["detail"], str)
    return body


def test_an_http_exception_becomes_a_problem(client):
    """An HTTPException is answered as problem details: `application/problem+json` with type, the
    status and its title, and in `detail` the message that was raised."""
    client.post(PRODUCTS, json=MUG)
    problem(client.get(f"{PRODUCTS}/7"), 404, "Not Found")
    taken = problem(client.post(PRODUCTS, json=MUG), 409, "Conflict")
    assert "MUG-0042" in taken["detail"], "say which SKU is taken"


def test_an_error_of_the_framework_becomes_a_problem(client):
    """What the framework itself refuses has the same shape: 404 for a path that does not exist,
    and 405 for a method that the path does not take."""
    problem(client.get("/no/such/path"), 404, "Not Found")
    problem(client.put("/health"), 405, "Method Not Allowed")


def test_405_says_what_is_allowed(client):
    """A 405 has the header Allow with every method of the address; `allowed_methods` finds them."""
    answer = client.delete(PRODUCTS)
    problem(answer, 405, "Method Not Allowed")
    allowed = {method.strip() for method in answer.headers["allow"].split(",")}
    assert allowed == {"GET", "POST"}


def test_a_mistake_in_the_body_is_named_by_a_pointer(client):
    """A body that does not fit is answered with 422, the title "Unprocessable Content" and in
    `errors` one entry for each mistake: a JSON Pointer such as `#/price_cents` and a detail."""
    answer = client.post(PRODUCTS, json=MUG | {"price_cents": -1, "sku": "mug"})
    errors = problem(answer, 422, "Unprocessable Content")["errors"]
    pointers = sorted(error.get("pointer", "no pointer") for error in errors)
    assert pointers == ["#/price_cents", "#/sku"]
    assert all(isinstance(error["detail"], str) for error in errors)
    assert all(error.keys() == {"pointer", "detail"} for error in errors)


def test_a_mistake_in_a_parameter_is_named_by_its_name(client):
    """A parameter that does not fit is named by `parameter`, whether it stands in the query or in
    the path."""
    answer = client.get(PRODUCTS, params={"limit": 1000, "offset": -1})
    errors = problem(answer, 422, "Unprocessable Content")["errors"]
    names = sorted(error.get("parameter", "no parameter") for error in errors)
    assert names == ["limit", "offset"]
    assert all(error.keys() == {"parameter", "detail"} for error in errors)
    (error,) = problem(client.get(f"{PRODUCTS}/mug"), 422, "Unprocessable Content")["errors"]
    assert error.get("parameter") == "product_id"


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe{}", b"[" * 100_000])
def test_a_body_that_is_no_json_is_a_problem_of_the_whole_body(client, content):
    """A body that is missing, is no JSON or cannot be read at all (the framework's HTTPException
    with the status 400) is answered with 422 and one mistake, whose pointer is `#`, the whole
    body."""
    headers = {"content-type": "application/json"}
    answer = client.post(PRODUCTS, content=content, headers=headers)
    (error,) = problem(answer, 422, "Unprocessable Content")["errors"]
    assert error.get("pointer") == "#", "the mistake is the body as a whole, and not a place in it"


def test_a_body_that_is_no_json_says_why():
    """Of an error of the type `json_invalid`, `describe_error` takes as detail what the parser
    says: the text in `ctx["error"]`."""
    from app.core.problems import describe_error

    reason = "Expecting ',' delimiter"
    error = {"type": "json_invalid", "loc": ("body", 9), "msg": "JSON decode error"}
    mistake = describe_error(error | {"input": {}, "ctx": {"error": reason}})
    assert reason in mistake.detail, "msg says only that it is no JSON"
    assert mistake.pointer == "#"


def test_a_pointer_leads_into_nested_objects():
    """`describe_error` turns Pydantic's path `("body", "items", 0, "sku")` into `#/items/0/sku`;
    in a name, `~` is written `~0` and `/` is written `~1` (RFC 6901)."""
    from app.core.problems import describe_error

    error = {"type": "missing", "msg": "Field required", "loc": ("body", "items", 0, "sku")}
    assert describe_error(error).model_dump() == {
        "detail": "Field required",
        "pointer": "#/items/0/sku",
    }
    odd = describe_error(error | {"loc": ("body", "a/b", "c~d")})
    assert odd.pointer == "#/a~1b/c~0d"
