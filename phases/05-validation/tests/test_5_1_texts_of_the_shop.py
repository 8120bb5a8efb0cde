"""5.1 Texts of the shop."""

import json
from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError

PRODUCTS = "/api/v1/products"
FEEDBACK = "/api/v1/feedback"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
FORM = {"email": "ada@example.com", "message": "Lovely mugs."}


def post(client, product):
    """Post a product, written in ASCII: `json.dumps` writes half a surrogate pair as `\\ud800`."""
    headers = {"content-type": "application/json"}
    return client.post(PRODUCTS, content=json.dumps(product), headers=headers)


def test_control_characters_are_refused(client):
    """Text from a user is checked as it comes in: a product's name with a control character
    (U+0000 to U+001F, U+007F to U+009F) is answered with 422, and nothing is stored."""
    for character in ("\0", "\n", "\x1b", "\x7f", "\x85"):
        answer = post(client, MUG | {"name": f"Blue{character}mug"})
        assert answer.status_code == 422, f"with the character {character!r}"
        assert [error["pointer"] for error in answer.json()["errors"]] == ["#/name"]
        assert client.get(PRODUCTS).json()["total"] == 0


def test_half_a_surrogate_pair_is_no_text(client):
    """JSON can write half of a surrogate pair, `"\\ud800"`, which no text can hold and UTF-8 cannot
    write: it is answered with 422, not with 500."""
    assert post(client, MUG | {"name": "Mug \ud800"}).status_code == 422
    assert post(client, MUG | {"name": "Mug \ud83d\ude00"}).json()["name"] == "Mug 😀"


@pytest.mark.parametrize("name", ["Crème brûlée", "茶碗", "Mug 👩‍👩‍👧", "</b> ' OR 1=1 --", " x "])
def test_every_other_text_is_taken_as_it_is(client, name):
    """All other characters are somebody's name or language: they are stored and answered as they
    came."""
    created = client.post(PRODUCTS, json=MUG | {"name": name})
    assert created.status_code == 201
    assert client.get(created.headers["location"]).json()["name"] == name


def test_the_search_takes_the_same_text(client):
    """The query parameter `q` has the same type: a NUL in it (`%00`) is answered with 422."""
    answer = client.get(f"{PRODUCTS}?q=%00")
    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json()["errors"]] == ["q"]
    assert client.get(f"{PRODUCTS}?q=mug").status_code == 200


def test_a_message_has_lines(client):
    """Input of a form is checked too: the message of a feedback may have line breaks and tabs
    (`MultilineText`), and no other control character."""
    lines = FORM | {"message": "Dear shop,\r\n\tlovely mugs.\n"}
    answer = client.post(FEEDBACK, data=lines)
    assert answer.status_code == 201
    assert answer.json()["message"] == lines["message"]
    for message in ("NUL \0", "bell \a", "escape \x1b"):
        assert client.post(FEEDBACK, data=FORM | {"message": message}).status_code == 422


def test_the_type_is_part_of_the_document(client):
    """A constrained string type is more than a check: in /openapi.json the name of a product has
    its `pattern` beside `minLength` and `maxLength`."""
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    name = schemas["ProductCreate"]["properties"]["name"]
    assert (name.get("minLength"), name.get("maxLength")) == (1, 80)
    assert "pattern" in name, "whoever reads the document cannot know what is refused"


def details(client, changes, pointer):
    """What the answer says of a place in a product."""
    answer = post(client, MUG | changes).json()
    return [error["detail"] for error in answer["errors"] if error["pointer"] == pointer]


def test_the_length_keeps_its_own_message(client):
    """A name that is too long, too short or no text at all is told so: its message is another one
    than that of a control character."""
    (control,) = details(client, {"name": "\0"}, "#/name")
    for name in ("", "x" * 81, None, 7):
        told = details(client, {"name": name}, "#/name")
        assert control not in told, f"the name {name!r} is told what a control character is"


def test_an_error_is_replaced_by_an_explained_one():
    """`explained("few", "At least one, please.")` is a validator to be put last into an
    `Annotated`: whatever is wrong becomes one error of the type "few" with that message; what is
    right and the JSON Schema stay as they are."""
    from app.models.types import explained

    sentence = "At least one, please."
    adapter = TypeAdapter(Annotated[int, Field(ge=1), explained("few", sentence)])
    assert adapter.validate_python("1") == 1
    assert adapter.json_schema() == TypeAdapter(Annotated[int, Field(ge=1)]).json_schema()
    assert error_of(adapter, 0) == ("few", sentence)
    assert error_of(adapter, "x") == ("few", sentence)
    pair = TypeAdapter(Annotated[tuple[int, int], explained("pair", "Two numbers.")])
    assert error_of(pair, ["x", "y"]) == ("pair", "Two numbers.")


def test_a_sku_is_explained_to_people(client):
    """`Sku` is explained so: a SKU that does not fit is told by an example, not by a regular
    expression."""
    for sku in ("mug", "", None, 7):
        (detail,) = details(client, {"sku": sku}, "#/sku")
        assert "MUG-0042" in detail


def error_of(adapter, value):
    """Type and message of the one error that a value has."""
    with pytest.raises(ValidationError) as caught:
        adapter.validate_python(value)
    (error,) = caught.value.errors()
    return error["type"], error["msg"]
