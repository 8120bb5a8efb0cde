"""4.4 Create a product."""

from urllib.parse import urlsplit

from fastapi.testclient import TestClient

PRODUCTS = "/api/v1/products"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "currency": "USD", "stock": 10}


def test_a_new_product_is_answered_with_201_and_its_id(client):
    """POST /api/v1/products answers 201 Created, with the stored product and its new id."""
    answer = client.post(PRODUCTS, json=MUG)
    assert answer.status_code == 201
    assert answer.json() == MUG | {"id": answer.json()["id"]}
    assert client.get(f"{PRODUCTS}/{answer.json()['id']}").json() == answer.json()


def test_the_body_is_declared_as_a_model(client):
    """The JSON body is declared as the model `ProductCreate`: sku, name and price_cents are
    mandatory, currency ("EUR") and stock (0) are not."""
    small = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
    answer = client.post(PRODUCTS, json=small)
    assert answer.json() == small | {"id": answer.json()["id"], "currency": "EUR", "stock": 0}
    for name in small:
        incomplete = {key: value for key, value in small.items() if key != name}
        assert client.post(PRODUCTS, json=incomplete).status_code == 422, f"{name} is mandatory"


def test_a_body_outside_the_model_is_refused(client):
    """A body that does not fit the model is answered with 422, and nothing is stored."""
    bodies = (
        {"sku": "mug-42"},
        {"name": ""},
        {"name": "x" * 81},
        {"price_cents": -1},
        {"price_cents": 12.5},
        {"price_cents": "1250"},
        {"currency": "XYZ"},
        {"stock": True},
    )
    for wrong in bodies:
        assert client.post(PRODUCTS, json=MUG | wrong).status_code == 422, f"with {wrong}"
        assert client.get(PRODUCTS).json()["total"] == 0, f"with {wrong}"
    assert client.post(PRODUCTS, json=MUG).status_code == 201


def test_the_location_leads_to_the_product(client):
    """The response header Location names the new product's own address: a GET there answers it."""
    created = client.post(PRODUCTS, json=MUG)
    assert client.get(created.headers["location"]).json() == created.json()


def test_the_location_is_made_from_the_route_name(client):
    """The address in Location is made from the name of the route, `read_product`, so it stays
    right when a proxy serves the application below another path, such as /shop."""
    with TestClient(client.app, root_path="/shop") as behind_proxy:
        created = behind_proxy.post(f"/shop{PRODUCTS}", json=MUG)
    address = urlsplit(created.headers["location"]).path
    assert address == f"/shop{PRODUCTS}/{created.json()['id']}"


def test_a_taken_sku_is_a_conflict_and_changes_nothing(client):
    """A second product with the same SKU is refused with 409 Conflict, and the first stays as it
    was."""
    first = client.post(PRODUCTS, json=MUG)
    again = client.post(PRODUCTS, json=MUG | {"name": "Red mug"})
    assert again.status_code == 409
    assert client.get(first.headers["location"]).json()["name"] == "Blue mug"
    assert client.get(PRODUCTS).json()["total"] == 1


def test_the_refusals_are_documented(client):
    """The document of the API names what may come back: 201, 409 and 422."""
    operation = client.get("/openapi.json").json()["paths"][PRODUCTS]["post"]
    assert sorted(operation["responses"]) == ["201", "409", "422"]


def test_the_function_is_called_as_in_the_contract(client):
    """The function is called `create_product`, as the contract names the operation."""
    operation = client.get("/openapi.json").json()["paths"][PRODUCTS]["post"]
    assert operation["operationId"] == "create_product", "call the function as the contract does"
