"""5.7 Change a promotion."""

from uuid import uuid4

import pytest

PROMOTIONS = "/api/v1/promotions"
SALE = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
    "ends_at": "2027-04-01T00:00:00Z",
    "skus": ["MUG-0042"],
    "terms_url": "https://shop.example/terms",
    "internal_note": "Agreed with Grace.",
}


@pytest.fixture
def address(client):
    """The address of the spring sale."""
    return client.post(PROMOTIONS, json=SALE).headers["location"]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Summer sale"},
        {"code": "SUMMER25"},
        {"discount": {"kind": "bundle", "buy": 3, "pay": 2}},
        {"starts_at": "2027-03-02T00:00:00Z", "ends_at": "2027-05-01T00:00:00Z"},
        {"skus": []},
        {"terms_url": "https://shop.example/new"},
    ],
)
def test_only_what_was_sent_changes(client, address, changes):
    """PATCH /api/v1/promotions/{promotion_id} is a partial update: it changes the fields that were
    sent, with what is unset excluded, leaves the others as they are, and answers 200."""
    before = client.get(address).json()
    answer = client.patch(address, json=changes)
    assert answer.status_code == 200
    assert without_label(answer) == without_label(before) | changes
    assert client.get(address).json() == answer.json()


def without_label(answer):
    """A promotion but for its label, which follows from the discount."""
    fields = answer if isinstance(answer, dict) else answer.json()
    return {name: value for name, value in fields.items() if name != "label"}


def test_the_label_follows(client, address):
    """What is computed follows: with another discount the promotion has another label."""
    discount = {"kind": "amount_off", "amount_cents": 500, "currency": "EUR"}
    assert client.patch(address, json={"discount": discount}).json()["label"] == "5.00 EUR off"


@pytest.mark.parametrize("name", ["ends_at", "terms_url"])
def test_null_empties_a_field_and_silence_does_not(client, address, name):
    """null empties a field that may be empty (ends_at, terms_url, internal_note): then it is
    answered as null. A field that was not sent stays."""
    assert client.patch(address, json={"title": "Sale"}).json()[name] == SALE[name]
    assert client.patch(address, json={name: None}).json()[name] is None
    assert client.patch(address, json={"internal_note": None}).status_code == 200


@pytest.mark.parametrize("name", ["code", "title", "discount", "starts_at", "skus"])
def test_null_is_refused_where_a_value_is_needed(client, address, name):
    """null for a field that may not be empty is answered with 422 and changes nothing."""
    before = client.get(address).json()
    answer = client.patch(address, json={name: None})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"#/{name}"]
    assert client.get(address).json() == before


@pytest.mark.parametrize(
    "changes",
    [
        {},
        [],
        {"colour": "red"},
        {"id": "00000000-0000-0000-0000-000000000007"},
        {"title": "\0"},
        {"discount": {"percent": "5.00"}},
        {"starts_at": "2027-03-02"},
    ],
)
def test_a_change_is_checked_as_a_creation_is(client, address, changes):
    """An empty change, a field that is not known (the id is nobody's to change) and a value of
    another type are answered with 422 and change nothing."""
    before = client.get(address).json()
    assert client.patch(address, json=changes).status_code == 422
    assert client.get(address).json() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": "2027-04-01T00:00:00Z"},
        {"ends_at": "2027-02-01T00:00:00Z"},
        {"ends_at": "2029-01-01T00:00:00Z", "title": "Endless"},
    ],
)
def test_the_failed_validation_of_the_whole_is_handled(client, address, changes):
    """The rules hold for the promotion as it would be: a start after the stored end is refused as
    well. This validation fails inside the operation; `invalid_body` turns the ValidationError into
    422, with the pointer `#/ends_at`, and nothing changes."""
    before = client.get(address).json()
    answer = client.patch(address, json=changes)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/ends_at"]
    assert client.get(address).json() == before


def test_a_code_of_another_promotion_is_a_conflict(client, address):
    """The code of another promotion is answered with 409 and changes nothing; to keep the own code
    is no conflict."""
    other = {name: SALE[name] for name in ("title", "discount", "starts_at")} | {"code": "OTHER25"}
    client.post(PROMOTIONS, json=other)
    assert client.patch(address, json={"code": "other25", "title": "Taken"}).status_code == 409
    assert client.get(address).json()["title"] == "Spring sale"
    assert client.patch(address, json={"code": "SPRING25"}).status_code == 200


def test_the_answer_is_filtered_too(client, address):
    """The response model filters here as well: a note that was just written is not in the answer,
    and id and created_at are as they were."""
    before = client.get(address).json()
    answer = client.patch(address, json={"internal_note": "Sold too cheap."})
    assert answer.json() == before


def test_unknown_ids_and_other_types_are_refused(client, address):
    """An id that no promotion has is answered with 404, a body that does not say it is JSON with
    415. The document of the API names 200, 404, 409, 415 and 422, and the function is called
    `update_promotion`."""
    assert client.patch(f"{PROMOTIONS}/{uuid4()}", json={"title": "x"}).status_code == 404
    plain = client.patch(address, content=b'{"title": "x"}', headers={"content-type": "text/plain"})
    assert plain.status_code == 415
    merge = {"content-type": "application/merge-patch+json"}
    assert client.patch(address, content=b'{"title": "x"}', headers=merge).status_code == 200
    paths = client.get("/openapi.json").json()["paths"]
    operation = paths[f"{PROMOTIONS}/{{promotion_id}}"]["patch"]
    assert sorted(operation["responses"]) == ["200", "404", "409", "415", "422"]
    assert operation["operationId"] == "update_promotion"
