"""4.8 A form in a module of its own."""

import pytest

FEEDBACK = "/api/v1/feedback"
REDIRECTED = "the operation's own path is the empty text: with / its address ends in a slash"
FORM = {"email": "ada@example.com", "message": "Lovely mugs."}


def test_a_form_is_stored(client):
    """POST /api/v1/feedback takes the fields `email` and `message` of an HTML form and answers 201
    with both and a new id."""
    first = client.post(FEEDBACK, data=FORM)
    assert first.status_code != 307, REDIRECTED
    assert first.status_code == 201
    assert first.json() == FORM | {"id": first.json()["id"]}
    second = client.post(FEEDBACK, data=FORM | {"message": "Ünïcode & signs = + %"})
    assert second.json()["message"] == "Ünïcode & signs = + %"
    assert second.json()["id"] != first.json()["id"]


def test_the_body_is_declared_as_a_form(client):
    """The body is declared with `Form`, as application/x-www-form-urlencoded and not as JSON; a
    JSON body is answered with 422."""
    operation = client.get("/openapi.json").json()["paths"][FEEDBACK]["post"]
    assert list(operation["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]
    assert client.post(FEEDBACK, json=FORM).status_code == 422


def test_the_refusal_is_documented(client):
    """The document of the API says that a 422 is a problem: `responses=refuses(422)`."""
    operation = client.get("/openapi.json").json()["paths"][FEEDBACK]["post"]
    assert list(operation["responses"]["422"]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": None},
        {"message": None},
        {"email": "nobody"},
        {"email": f"{'a' * 250}@example.com"},
        {"message": ""},
        {"message": "x" * 2001},
    ],
)
def test_the_fields_of_the_form_are_checked(client, wrong):
    """Both fields are mandatory. `email` has the given type `Email`; `message` has 1 to 2000
    characters. Anything else is answered with 422."""
    fields = {key: value for key, value in (FORM | wrong).items() if value is not None}
    assert client.post(FEEDBACK, data=fields).status_code == 422
    longest = FORM | {"message": "x" * 2000}
    assert client.post(FEEDBACK, data=longest).status_code == 201


def test_the_routes_of_one_subject_are_one_module(client):
    """The layout: app/routers/feedback.py, in the package of the routes, holds a `router` of its
    own, with the prefix /api/v1/feedback and the tag `service`; no other module has to change."""
    from app.routers.feedback import router

    assert router.prefix == FEEDBACK
    operation = client.get("/openapi.json").json()["paths"][FEEDBACK]["post"]
    assert operation["tags"] == ["service"]


def test_the_models_of_one_subject_are_one_module(client):
    """The layout: app/models/feedback.py, in the package of the models, holds `FeedbackForm`, which
    the operation takes, and `Feedback`, which it answers."""
    from app.models.feedback import Feedback, FeedbackForm

    assert FeedbackForm.model_validate(FORM).model_dump() == FORM
    assert Feedback.model_validate(FORM | {"id": 1}).model_dump() == FORM | {"id": 1}
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    used = [name for name in ("FeedbackForm", "Feedback") if name in schemas]
    assert "FeedbackForm" in used, "the operation's body is not declared as FeedbackForm"
    assert "Feedback" in used, "the operation's answer is not declared as Feedback"


def test_the_function_is_called_as_in_the_contract(client):
    """The function is called `create_feedback`, as the contract names the operation."""
    operation = client.get("/openapi.json").json()["paths"][FEEDBACK]["post"]
    assert operation["operationId"] == "create_feedback", "call the function as the contract does"
