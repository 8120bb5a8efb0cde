"""5.6 Promotions over HTTP."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

PROMOTIONS = "/api/v1/promotions"
ONE = f"{PROMOTIONS}/{{promotion_id}}"
SALE = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
    "ends_at": "2027-04-01T00:00:00Z",
    "skus": ["MUG-0042"],
    "terms_url": "https://shop.example/terms",
}
NOTE = {"internal_note": "Agreed with Grace."}
BUNDLE = {
    "code": "THREE42",
    "title": "Three for two",
    "discount": {"kind": "bundle", "buy": 3, "pay": 2},
    "starts_at": "2027-03-15T00:00:00Z",
}


@pytest.fixture
def sale(client):
    """The answer to the request that made the spring sale."""
    answer = client.post(PROMOTIONS, json=SALE | NOTE)
    assert answer.status_code == 201, answer.text
    return answer


def codes(answer):
    """The codes of the promotions of a page, in its order."""
    assert answer.status_code == 200, answer.text
    return [promotion["code"] for promotion in answer.json()["items"]]


def test_a_new_promotion_has_a_uuid_and_a_datetime(sale):
    """POST /api/v1/promotions answers 201 with the promotion, its label, its `id`, a UUID, and
    `created_at`, the moment of now in UTC."""
    answer = sale.json()
    assert answer == SALE | {
        "id": str(UUID(answer["id"])),
        "created_at": answer["created_at"],
        "label": "12.5 % off",
    }
    created_at = datetime.fromisoformat(answer["created_at"])
    assert created_at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - created_at) < timedelta(minutes=1)


def test_the_request_is_checked_by_the_model(client):
    """The body is declared as `PromotionCreate`, so Pydantic checks it before the function runs:
    422 with every mistake, and nothing is stored."""
    wrong = SALE | {"title": "", "starts_at": "2027-03-01T00:00:00", "colour": "red"}
    answer = client.post(PROMOTIONS, json=wrong)
    assert answer.status_code == 422
    pointers = sorted(error["pointer"] for error in answer.json()["errors"])
    assert pointers == ["#/colour", "#/starts_at", "#/title"]
    assert client.get(PROMOTIONS).json() == {"items": [], "total": 0}


def test_the_location_leads_to_the_promotion(client, sale):
    """Location leads to the promotion: GET /api/v1/promotions/{promotion_id} answers it. An id that
    no promotion has is answered with 404, what is no UUID with 422."""
    assert client.get(sale.headers["location"]).json() == sale.json()
    assert client.get(f"{PROMOTIONS}/{uuid4()}").status_code == 404
    assert client.get(f"{PROMOTIONS}/1").status_code == 422


def test_the_note_is_excluded_everywhere(client, sale):
    """Fields are excluded by the response model: the internal note is in no answer, not of POST,
    not of GET and not in the list."""
    answers = [sale, client.get(sale.headers["location"]), client.get(PROMOTIONS)]
    assert [NOTE["internal_note"] in answer.text for answer in answers] == [False, False, False]


def test_the_response_model_filters_what_is_returned(client, sale, monkeypatch):
    """Whatever a record has besides, only the fields of the response model go out: output is
    filtered by what is declared, and not by remembering what to leave out."""
    import app.promotions

    real = app.promotions.PromotionStore.find
    secrets = {"margin": 0.4, "password_hash": "$argon2id$…"}

    class Record:
        def __init__(self, stored):
            names = ("id", "created_at", "internal_note", *SALE)
            self.__dict__ = {name: getattr(stored, name) for name in names} | secrets

    monkeypatch.setattr(app.promotions.PromotionStore, "find", lambda *a: Record(real(*a)))
    answer = client.get(sale.headers["location"]).json()
    more, less = sorted(answer.keys() - sale.json()), sorted(sale.json().keys() - answer)
    assert more == [], "these fields of the record should have stayed inside"
    assert less == [], "these fields of the response model are missing in the answer"
    assert answer == sale.json()


def test_the_answers_are_declared(client):
    """The response model is declared for each operation, so the document has it: `Promotion` for
    POST and GET, `PromotionPage` for the list. DELETE has no body."""
    paths = client.get("/openapi.json").json()["paths"]
    operations = [paths[PROMOTIONS]["post"], paths[ONE]["get"], paths[PROMOTIONS]["get"]]
    declared = []
    for operation, status in zip(operations, ("201", "200", "200"), strict=True):
        schema = operation["responses"][status]["content"]["application/json"]["schema"]
        declared.append(schema.get("$ref", "").rpartition("/")[2])
    assert declared == ["Promotion", "Promotion", "PromotionPage"]
    assert "content" not in paths[ONE]["delete"]["responses"]["204"]


def test_the_operation_may_return_the_record(client, sale):
    """A stored record (in phase 06 an ORM object) can be returned as it is, the response model
    makes JSON of it: the record of the store is no model, and the answer is whole all the same."""
    from app.promotions import StoredPromotion
    from pydantic import BaseModel

    assert not issubclass(StoredPromotion, BaseModel)
    answer = client.get(sale.headers["location"]).json()
    assert (answer["discount"], answer["label"]) == (SALE["discount"], "12.5 % off")


@pytest.mark.usefixtures("sale")
@pytest.mark.parametrize("code", ["SPRING25", "spring25"])
def test_a_taken_code_is_a_conflict(client, code):
    """A code that another promotion has is answered with 409, in small letters too, and nothing is
    stored."""
    assert client.post(PROMOTIONS, json=BUNDLE | {"code": code}).status_code == 409
    assert codes(client.get(PROMOTIONS)) == ["SPRING25"]


@pytest.mark.usefixtures("sale")
def test_promotions_are_listed_page_by_page(client):
    """GET /api/v1/promotions answers `{"items": […], "total": n}`, the oldest first, with `limit`
    and `offset` as products have them."""
    client.post(PROMOTIONS, json=BUNDLE)
    assert codes(client.get(PROMOTIONS)) == ["SPRING25", "THREE42"]
    page = client.get(PROMOTIONS, params={"limit": 1, "offset": 1})
    assert codes(page) == ["THREE42"]
    assert page.json()["total"] == 2
    assert client.get(PROMOTIONS, params={"limit": 0}).status_code == 422


@pytest.mark.usefixtures("sale")
@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2027-02-28T23:59:59Z", []),
        ("2027-03-01T00:00:00Z", ["SPRING25"]),
        ("2027-03-15T01:00:00+01:00", ["SPRING25", "THREE42"]),
        ("2027-04-01T00:00:00Z", ["THREE42"]),
        ("2099-01-01T00:00:00Z", ["THREE42"]),
    ],
)
def test_the_list_can_be_asked_for_a_moment(client, moment, expected):
    """The query parameter `running_at`, a `UtcDatetime`, narrows the list to what runs at that
    moment; `total` counts these. A moment without a zone, or a number, is answered with 422."""
    client.post(PROMOTIONS, json=BUNDLE)
    answer = client.get(PROMOTIONS, params={"running_at": moment})
    assert codes(answer) == expected
    assert answer.json()["total"] == len(expected)
    for wrong in ("2027-03-01T00:00:00", "17", "now"):
        assert client.get(PROMOTIONS, params={"running_at": wrong}).status_code == 422


def test_a_promotion_can_be_removed(client, sale):
    """DELETE /api/v1/promotions/{promotion_id} answers 204 without a body, and 404 the second
    time; the code is free again."""
    removed = client.delete(sale.headers["location"])
    assert (removed.status_code, removed.content) == (204, b"")
    assert client.delete(sale.headers["location"]).status_code == 404
    assert client.post(PROMOTIONS, json=SALE).status_code == 201


@pytest.mark.parametrize(
    "media_type",
    [
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "application/jsonp",
        "text/json",
        "",
    ],
)
def test_a_body_of_another_type_is_answered_with_415(client, media_type):
    """A body that does not say it is JSON is answered with 415 Unsupported Media Type, a problem
    like any other, by the dependency `only_json`; its header Accept names application/json."""
    headers = {"content-type": media_type} if media_type else {}
    answer = client.post(PROMOTIONS, content=b'{"code": "SPRING25"}', headers=headers)
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 415
    assert "application/json" in answer.headers.get("accept", "no header Accept")


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/JSON; charset=utf-8", "application/vnd.shop.v1+json"],
)
def test_json_has_many_names(client, media_type):
    """JSON is `application/json`, in upper or lower case, with parameters behind a semicolon, and
    any type of `application` that ends in `+json`."""
    import json

    content = json.dumps(SALE).encode()
    answer = client.post(PROMOTIONS, content=content, headers={"content-type": media_type})
    assert answer.status_code == 201


def test_the_refusals_are_declared(client):
    """Error responses are declared too, as problems: POST 409, 415 and 422, GET and DELETE of one
    promotion 404 and 422, the list 422. The functions are called `create_promotion`,
    `read_promotion`, `delete_promotion` and `list_promotions`."""
    paths = client.get("/openapi.json").json()["paths"]
    operations = {
        "post": paths[PROMOTIONS]["post"],
        "list": paths[PROMOTIONS]["get"],
        "get": paths[ONE]["get"],
        "delete": paths[ONE]["delete"],
    }
    declared = {
        name: sorted(
            status
            for status, response in operation["responses"].items()
            if list(response.get("content", [])) == ["application/problem+json"]
        )
        for name, operation in operations.items()
    }
    assert declared == {
        "post": ["409", "415", "422"],
        "list": ["422"],
        "get": ["404", "422"],
        "delete": ["404", "422"],
    }
    called = [operation["operationId"] for operation in operations.values()]
    assert called == ["create_promotion", "list_promotions", "read_promotion", "delete_promotion"]
