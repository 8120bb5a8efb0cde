"""4.2 Read a product."""

import pytest


@pytest.fixture
def shop(monkeypatch, request):
    """A client of the application, started with the sample data."""
    monkeypatch.setenv("SAMPLE_DATA", "true")
    return request.getfixturevalue("client")


def test_the_id_in_the_path_names_the_product(shop):
    """GET /api/v1/products/{product_id} answers 200 with the product whose id stands in the
    path: with the sample data, 1 is the blue mug and 4 the espresso cup."""
    mug = shop.get("/api/v1/products/1")
    assert mug.status_code == 200
    assert mug.json()["sku"] == "MUG-0042"
    assert shop.get("/api/v1/products/4").json()["sku"] == "CUP-0001"


def test_only_what_the_response_model_names_is_answered(shop):
    """The answer has the fields of the response model `Product` and no others: id, sku, name,
    price_cents, currency and stock. What the shop keeps for itself stays inside."""
    assert shop.get("/api/v1/products/1").json() == {
        "id": 1,
        "sku": "MUG-0042",
        "name": "Blue mug",
        "price_cents": 1250,
        "currency": "EUR",
        "stock": 10,
    }


def test_an_unknown_id_raises_404(shop):
    """An id that no product has is answered with 404 Not Found, by raising an HTTPException."""
    assert shop.get("/api/v1/products/4").status_code == 200
    assert shop.get("/api/v1/products/5").status_code == 404
    assert shop.get(f"/api/v1/products/{10**30}").status_code == 404


@pytest.mark.parametrize("product_id", ["mug", "1.5", "0", "-1"])
def test_a_path_parameter_is_declared_as_a_number_from_1(shop, product_id):
    """The path parameter is declared as a whole number of 1 or more; anything else in its place
    is answered with 422, before the function runs."""
    assert shop.get(f"/api/v1/products/{product_id}").status_code == 422


def test_the_refusals_are_documented(client):
    """The document of the API names what may come back: 200, 404 and 422. The argument
    `responses=refuses(404)` of the decorator adds what the router has not said yet."""
    path = client.get("/openapi.json").json()["paths"]["/api/v1/products/{product_id}"]
    assert sorted(path["get"]["responses"]) == ["200", "404", "422"]


def test_the_function_is_called_as_in_the_contract(client):
    """The function is called `read_product`, as the contract names the operation: its name becomes
    the `operationId` in the document."""
    path = client.get("/openapi.json").json()["paths"]["/api/v1/products/{product_id}"]
    assert path["get"]["operationId"] == "read_product", "call the function as the contract does"
