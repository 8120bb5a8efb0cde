"""3.2 Products: a status for each outcome."""

import pytest
from app.contract import properties

from contracts import (
    accept,
    declare,
    declare_header,
    declare_no,
    named,
    operation,
    refuse,
    succeed_only_with,
)

PRODUCTS = "/api/v1/products"
PRODUCT = "/api/v1/products/{product_id}"
USERS = "/api/v1/users"
USER = "/api/v1/users/{user_id}"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
STORED = MUG | {"id": 1, "currency": "EUR", "stock": 10}
ADA = {"email": "ada@example.com", "name": "Ada Lovelace"}
WRITING = [("POST", PRODUCTS), ("PUT", PRODUCT), ("PATCH", PRODUCT)]
WRITING += [("POST", USERS), ("PUT", USER), ("PATCH", USER)]


def test_create_answers_201_with_the_address_of_the_product():
    """POST has one successful answer: 201, with a `Location` header and the stored product. For
    users it is the same, with the stored user.
    """
    for path, sent, stored in [(PRODUCTS, MUG, STORED), (USERS, ADA, ADA | {"id": 1})]:
        found = operation("POST", path)
        succeed_only_with(found, "201")
        declare_header(found, "201", "Location")
        where = f"The 201 of {named(found)}"
        accept(found.schema("201"), stored, where)
        refuse(found.schema("201"), sent, where, "What is answered has an id.")


def test_delete_answers_204_without_a_body():
    """DELETE, of products and of users, has one successful answer: 204, and it has no content."""
    for path in (PRODUCT, USER):
        found = operation("DELETE", path)
        succeed_only_with(found, "204")
        content = found.responses["204"].get("content", {})
        assert content == {}, f"The 204 of {named(found)} declares a content."


def test_reading_and_changing_answer_the_product():
    """GET, PUT and PATCH of a product answer 200 with the product, all six fields of it."""
    for method in ("GET", "PUT", "PATCH"):
        found = operation(method, PRODUCT)
        succeed_only_with(found, "200")
        where = f"The 200 of {named(found)}"
        accept(found.schema("200"), STORED, where)
        for name in STORED:
            part = {key: value for key, value in STORED.items() if key != name}
            refuse(found.schema("200"), part, where, f"`{name}` is missing.")


def test_an_unknown_product_is_404():
    """Each operation on one product or one user declares 404, for one that does not exist; POST,
    which makes one, does not.
    """
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        declare(operation(method, PRODUCT), "404")
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        declare(operation(method, USER), "404")
    for path in (PRODUCTS, USERS):
        declare_no(operation("POST", path), "404", "it makes what is not there yet.")


def test_a_taken_sku_is_409_wherever_a_sku_is_written():
    """POST, PUT and PATCH declare 409, because another product may have the SKU, and another user
    the e-mail address. GET and DELETE do not: there is nothing that they could contradict.
    """
    for method, path in WRITING:
        declare(operation(method, path), "409")
    for method in ("GET", "DELETE"):
        for path in (PRODUCT, USER):
            declare_no(operation(method, path), "409", "it writes nothing that could be taken.")


def test_what_is_not_allowed_is_422():
    """Each operation on products or users that takes a body or a number in its address declares
    422.
    """
    addressed = [(method, path) for path in (PRODUCT, USER) for method in ("GET", "DELETE")]
    for method, path in [*WRITING, *addressed]:
        declare(operation(method, path), "422")


@pytest.mark.parametrize(("method", "path"), [("POST", PRODUCTS), ("PUT", PRODUCT)])
def test_a_whole_product_is_checked(method, path):
    """POST and PUT require `sku`, `name` and `price_cents`; they refuse a SKU in small letters, an
    empty name, a price below zero and a price of 12.5.
    """
    found = operation(method, path)
    schema, where = found.body_schema(), named(found)
    accept(schema, MUG, where)
    for name in MUG:
        part = {key: value for key, value in MUG.items() if key != name}
        refuse(schema, part, where, f"`{name}` is missing.")
    for mistake in ({"sku": "mug-42"}, {"name": ""}, {"price_cents": -1}, {"price_cents": 12.5}):
        refuse(schema, MUG | mistake, where)


def test_a_part_of_a_product_is_enough_for_patch():
    """PATCH takes any field alone, refuses an object without fields, and refuses what POST refuses
    in a field.
    """
    found = operation("PATCH", PRODUCT)
    schema, where = found.body_schema(), named(found)
    for field in ({"name": "Red mug"}, {"price_cents": 990}, {"stock": 0}, {"sku": "MUG-0043"}):
        accept(schema, field, where)
    for mistake in ({}, {"sku": "mug-42"}, {"name": ""}, {"price_cents": -1}, {"stock": "many"}):
        refuse(schema, mistake, where)


def test_patch_changes_nothing_that_was_not_sent():
    """No field of the body of PATCH has a `default`: a name alone must not reset the stock to 0.
    The body has the five fields that a client may change, without `id`.
    """
    fields = properties(operation("PATCH", PRODUCT).body_schema())
    expected = {"sku", "name", "price_cents", "currency", "stock"}
    assert set(fields) == expected, f"The fields of the body of PATCH {PRODUCT}"
    with_default = [name for name, schema in fields.items() if "default" in schema]
    assert with_default == [], f"Fields of PATCH {PRODUCT} with a `default`"
