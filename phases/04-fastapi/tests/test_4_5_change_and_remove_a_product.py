"""4.5 Change and remove a product."""

import pytest

PRODUCTS = "/api/v1/products"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "currency": "EUR", "stock": 10}
PEN = {"sku": "PEN-0007", "name": "Pen", "price_cents": 2400, "currency": "USD", "stock": 3}


@pytest.fixture
def mug(client):
    """The address of a product."""
    return client.post(PRODUCTS, json=MUG).headers["location"]


def test_put_replaces_the_whole_product(client, mug):
    """PUT /api/v1/products/{product_id} takes the product from the path and a whole new content
    from the body, and answers 200 with it. A field that is left out gets its default again."""
    red = {"sku": "MUG-0043", "name": "Red mug", "price_cents": 1350}
    answer = client.put(mug, json=red)
    assert answer.status_code == 200
    assert answer.json() == red | {"id": answer.json()["id"], "currency": "EUR", "stock": 0}
    assert client.get(mug).json() == answer.json()


def test_put_needs_the_whole_body(client, mug):
    """The body of PUT is that of POST: with a mandatory field missing it is answered with 422."""
    assert client.put(mug, json={"name": "Red mug"}).status_code == 422
    assert client.get(mug).json()["name"] == "Blue mug"


@pytest.mark.parametrize(
    "changes",
    [{"stock": 0}, {"name": "Red mug", "price_cents": 0}, {"currency": "GBP"}, {"sku": "CUP-0001"}],
)
def test_patch_changes_what_was_sent(client, mug, changes):
    """PATCH /api/v1/products/{product_id} changes the fields of its body and leaves the others as
    they are. It answers 200 with the whole product."""
    answer = client.patch(mug, json=changes)
    assert answer.status_code == 200
    assert answer.json() == MUG | changes | {"id": answer.json()["id"]}
    assert client.get(mug).json() == answer.json()


@pytest.mark.parametrize("changes", [{}, {"name": None}, {"stock": -1}, {"price_cents": "1"}, []])
def test_patch_refuses_what_does_not_fit(client, mug, changes):
    """A PATCH without any field, or with a value that the model refuses (null too), is answered
    with 422 and changes nothing."""
    before = client.get(mug).json()
    assert client.patch(mug, json=changes).status_code == 422
    assert client.get(mug).json() == before


def test_delete_answers_204_without_a_body(client, mug):
    """DELETE /api/v1/products/{product_id} answers 204 No Content with an empty body; after it
    the address is answered with 404, and a second DELETE too."""
    answer = client.delete(mug)
    assert answer.status_code == 204
    assert answer.content == b""
    assert client.get(mug).status_code == 404
    assert client.delete(mug).status_code == 404


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_each_method_answers_404_for_an_unknown_product(client, mug, method):
    """PUT, PATCH and DELETE of a product that does not exist are answered with 404: none of them
    creates one."""
    body = {} if method == "delete" else {"json": MUG | {"sku": "NEW-0001"}}
    assert client.request(method, f"{PRODUCTS}/999", **body).status_code == 404
    assert client.get(PRODUCTS).json()["total"] == 1
    assert client.request(method, mug, **body).status_code < 300


@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_sku_of_another_product_is_a_conflict(client, mug, method):
    """A PUT or PATCH to the SKU of another product is answered with 409 and changes nothing; to
    keep the own SKU is no conflict."""
    client.post(PRODUCTS, json=PEN)
    assert client.request(method, mug, json=MUG | {"sku": "PEN-0007"}).status_code == 409
    assert client.get(mug).json()["sku"] == "MUG-0042"
    assert client.request(method, mug, json=MUG | {"name": "Red mug"}).status_code == 200


def test_a_product_from_its_creation_to_its_end(client):
    """The five methods together are a small CRUD service: POST creates, GET reads, PUT and PATCH
    update, DELETE removes, and each sees what the one before did."""
    address = client.post(PRODUCTS, json=MUG).headers["location"]
    client.put(address, json=MUG | {"name": "Red mug"})
    client.patch(address, json={"stock": 9})
    product = client.get(address).json()
    assert (product["name"], product["stock"]) == ("Red mug", 9)
    client.delete(address)
    assert client.get(PRODUCTS).json() == {"items": [], "total": 0}
    assert client.post(PRODUCTS, json=MUG).status_code == 201, "its SKU is free again"


def test_the_refusals_are_documented(client):
    """The document of the API names what may come back: of PUT and PATCH 200, 404, 409 and 422,
    of DELETE 204, 404 and 422."""
    path = client.get("/openapi.json").json()["paths"][f"{PRODUCTS}/{{product_id}}"]
    answers = {method: sorted(path[method]["responses"]) for method in ("put", "patch", "delete")}
    assert answers == {
        "put": ["200", "404", "409", "422"],
        "patch": ["200", "404", "409", "422"],
        "delete": ["204", "404", "422"],
    }


def test_the_functions_are_called_as_in_the_contract(client):
    """The functions are called `replace_product`, `update_product` and `delete_product`, as the
    contract names the operations."""
    path = client.get("/openapi.json").json()["paths"][f"{PRODUCTS}/{{product_id}}"]
    called = {method: path[method]["operationId"] for method in ("put", "patch", "delete")}
    assert called == {
        "put": "replace_product",
        "patch": "update_product",
        "delete": "delete_product",
    }
