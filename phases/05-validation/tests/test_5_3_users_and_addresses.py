"""5.3 Users and addresses."""

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

ADA = {"email": "ada@example.com", "name": "Ada Lovelace"}
FEEDBACK = "/api/v1/feedback"


def refused(model, data):
    """The places of the errors that a model finds."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return sorted(".".join(map(str, error["loc"])) for error in caught.value.errors())


def test_a_model_is_a_class_with_typed_fields():
    """`UserCreate` in app/models/users.py is a class that inherits from BaseModel: `email` of the
    type `Email` and `name` of the type `PersonName`, both mandatory."""
    from app.models.users import UserCreate

    assert issubclass(UserCreate, BaseModel)
    user = UserCreate.model_validate(ADA)
    assert (user.email, user.name) == ("ada@example.com", "Ada Lovelace")
    assert refused(UserCreate, {}) == ["email", "name"]
    assert refused(UserCreate, {"email": "ada", "name": ""}) == ["email", "name"]
    assert refused(UserCreate, ADA | {"name": "Ada\0"}) == ["name"]


def test_what_comes_in_and_what_goes_out_are_two_models():
    """The response model `User` has `id` besides, from 1, and nothing else: a password hash that is
    stored beside the user does not go out."""
    from app.models.users import User

    stored = ADA | {"id": 1, "password_hash": "$argon2id$…"}
    assert User.model_validate(stored).model_dump() == ADA | {"id": 1}
    assert refused(User, ADA) == ["id"]
    assert refused(User, ADA | {"id": 0}) == ["id"]


def test_the_models_inherit_what_they_share():
    """`UserCreate`, `UserReplace` and `User` inherit email and name from one class, so that a rule
    is written once. `User`, an answer, inherits from no input, and no input has an id."""
    from app.models.users import User, UserCreate, UserReplace

    ancestors = set(UserCreate.__mro__) & set(UserReplace.__mro__) & set(User.__mro__)
    shared = [each for each in ancestors if issubclass(each, BaseModel)]
    assert any({"email", "name"} <= each.model_fields.keys() for each in shared)
    inputs = [each.__name__ for each in (UserCreate, UserReplace) if issubclass(User, each)]
    assert inputs == [], "User inherits from an input: what that gets later would be answered"
    assert "id" not in UserCreate.model_fields
    assert "id" not in UserReplace.model_fields


def test_each_method_has_its_request_model():
    """Three request models: POST takes a `UserCreate`, PUT a `UserReplace` with the same mandatory
    fields, PATCH a `UserPatch` in which each may be missing but not all of them, and none null.
    `model_dump(exclude_unset=True)` of a UserPatch has just what was sent."""
    from app.models.users import UserPatch, UserReplace

    assert refused(UserReplace, {"name": "Ada"}) == ["email"]
    sent = UserPatch.model_validate({"name": "Ada"})
    assert sent.model_dump(exclude_unset=True) == {"name": "Ada"}
    assert refused(UserPatch, {}) == [""]
    assert refused(UserPatch, {"name": None, "email": None}) == ["email", "name"]
    assert refused(UserPatch, {"email": "ada"}) == ["email"]


def test_a_page_is_a_list_of_models():
    """`UserPage` has `items`, a list of `User`, and `total`, from 0."""
    from app.models.users import User, UserPage

    page = UserPage.model_validate({"items": [ADA | {"id": 1}], "total": 7})
    assert isinstance(page.items[0], User)
    assert refused(UserPage, {"items": [{"id": 1}], "total": -1}) == [
        "items.0.email",
        "items.0.name",
        "total",
    ]


def test_an_email_address_is_checked(client):
    """`Email` builds on EmailStr. Anything but a bare address is answered with 422: no spaces, no
    name around it (the given `only_the_address`), at most 64 characters before the @ (the given
    `limit_local_part`) and 254 altogether."""
    addresses = (
        "ada",
        "ada@",
        "ada@localhost",
        "a b@example.com",
        "ada@example..com",
        "ada\0@example.com",
        "Ada <ada@example.com>",
        " ada@example.com ",
        f"{'a' * 65}@example.com",
        f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.com",
    )
    for email in addresses:
        answer = client.post(FEEDBACK, data={"email": email, "message": "Hello"})
        assert answer.status_code == 422, f"the address is {email!r}"
        assert [error["pointer"] for error in answer.json()["errors"]] == ["#/email"]


@pytest.mark.parametrize("email", ["ada", "Ada <ada@example.com>", f"{'a' * 65}@example.com", 7])
def test_what_is_no_address_has_one_code(email):
    """Whatever is wrong with an address is one error of the type "email", which 5.9 has texts for:
    `explained("email", …)` is the last in the `Annotated`."""
    from app.models.types import Email

    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Email).validate_python(email)
    assert [error["type"] for error in caught.value.errors()] == ["email"]


def test_an_email_address_is_normalised(client):
    """EmailStr turns the host name into small letters, as host names do not tell them apart; what
    stands before the @ stays as it is. An address in another script is taken."""
    answer = client.post(FEEDBACK, data={"email": "Ada@EXAMPLE.com", "message": "Hello"})
    assert answer.json()["email"] == "Ada@example.com"
    assert client.post(FEEDBACK, data={"email": "ä@exämple.de", "message": "x"}).status_code == 201


@pytest.mark.parametrize("url", ["https://shop.example/terms", "https://shop.example:8443/a?b=c#d"])
def test_an_address_of_the_web_is_a_url(url):
    """`HttpsUrl` builds on AnyUrl: a value of it knows its parts, and as text it is as it came."""
    from app.models.types import HttpsUrl

    address = TypeAdapter(HttpsUrl).validate_python(url)
    assert address.host == "shop.example"
    assert str(address) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/",
        "javascript:alert(1)",
        "/terms",
        "https://",
        7,
        f"https://shop.example/{'x' * 500}",
    ],
)
def test_only_https_is_taken(url):
    """Only `https` is taken, with at most 500 characters: no other scheme, no half of an
    address."""
    from app.models.types import HttpsUrl

    with pytest.raises(ValidationError):
        TypeAdapter(HttpsUrl).validate_python(url)


@pytest.mark.parametrize("url", ["https://ada:secret@shop.example/", "https://ada@shop.example/"])
def test_a_validator_of_our_own_refuses_credentials(url):
    """A validator of your own, `without_credentials`, refuses a URL with a user or a password in
    it: it is shown to everybody."""
    from app.models.types import HttpsUrl

    with pytest.raises(ValidationError):
        TypeAdapter(HttpsUrl).validate_python(url)
