"""1.7 Change the catalogue."""

PRODUCTS = "/api/v1/products"
CAP = {"sku": "CAP-0001", "name": "Red cap", "price_cents": 1500}
STORED_CAP = CAP | {"currency": "EUR", "stock": 0}
MANAGER = {"Authorization": "Bearer manager-demo"}
CUSTOMER = {"Authorization": "Bearer customer-demo"}


def all_products(client):
    return client.get(PRODUCTS).json()["items"]


def test_a_new_product_is_answered_with_201_and_its_id(client):
    """POST answers 201 Created with the stored product: what was sent, the defaults, and an id."""
    answer = client.post(PRODUCTS, json=CAP)
    assert answer.status_code == 201
    assert answer.json() == STORED_CAP | {"id": answer.json()["id"]}
    assert answer.json() in all_products(client)


def test_the_location_leads_to_the_new_product(client):
    """Location names the new product's own address, and a GET there answers it."""
    created = client.post(PRODUCTS, json=CAP)
    assert "location" in created.headers, "A 201 without Location leaves the client searching."
    found = client.get(created.headers["location"])
    assert found.status_code == 200
    assert found.json() == created.json()


def test_a_taken_sku_is_409_and_changes_nothing(client):
    """A POST with a SKU that another product has is refused with 409, and all stays as it was."""
    before = all_products(client)
    answer = client.post(PRODUCTS, json=CAP | {"sku": "MUG-0042"})
    assert answer.status_code == 409
    assert all_products(client) == before


def test_json_that_is_no_product_is_422(client):
    """JSON that breaks a rule of products is well-formed but invalid: POST and PUT answer 422."""
    invalid = [
        CAP | {"sku": "cap-1"},
        CAP | {"name": ""},
        CAP | {"price_cents": -1},
        CAP | {"price_cents": "1500"},
        CAP | {"currency": "ZZZ"},
        CAP | {"stock": -1},
        {"name": "Red cap"},
        [CAP],
    ]
    for data in invalid:
        assert client.post(PRODUCTS, json=data).status_code == 422
        assert client.put(f"{PRODUCTS}/1", json=data).status_code == 422


def test_what_is_not_json_is_400_or_415(client):
    """A body that is not JSON is 400, one that is not called JSON is 415; for PUT and PATCH too."""
    json_type, form_type = {"Content-Type": "application/json"}, {"Content-Type": "text/plain"}
    for method, path in (("POST", ""), ("PUT", "/1"), ("PATCH", "/1")):
        url = PRODUCTS + path
        assert client.request(method, url, content="{", headers=json_type).status_code == 400
        assert client.request(method, url, content="{}", headers=form_type).status_code == 415


def test_five_methods_are_the_life_of_a_product(client):
    """POST creates a product, GET reads it, PUT replaces, PATCH changes and DELETE removes it."""
    url = client.post(PRODUCTS, json=CAP).headers["location"]
    product = client.get(url).json()
    assert product["name"] == "Red cap"
    client.put(url, json=CAP | {"name": "Green cap", "stock": 4})
    assert client.get(url).json() == product | {"name": "Green cap", "stock": 4}
    client.patch(url, json={"stock": 3})
    assert client.get(url).json() == product | {"name": "Green cap", "stock": 3}
    client.delete(url, headers=MANAGER)
    assert client.get(url).status_code == 404


def test_put_replaces_the_whole_product(client):
    """PUT answers 200 with the new product; what was left out has its default, not its old one."""
    answer = client.put(f"{PRODUCTS}/1", json=CAP)
    assert answer.status_code == 200
    assert answer.json() == STORED_CAP | {"id": 1}
    assert client.get(f"{PRODUCTS}/1").json() == STORED_CAP | {"id": 1}


def test_put_is_idempotent(client):
    """The same PUT twice answers the same twice, and leaves one product, as one PUT does."""
    count = len(all_products(client))
    first = client.put(f"{PRODUCTS}/1", json=CAP)
    second = client.put(f"{PRODUCTS}/1", json=CAP)
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.json() == first.json()
    assert len(all_products(client)) == count


def test_patch_changes_what_is_sent_and_nothing_else(client):
    """PATCH answers 200 with the product; properties that were not sent stay as they were."""
    before = client.get(f"{PRODUCTS}/1").json()
    answer = client.patch(f"{PRODUCTS}/1", json={"price_cents": 990})
    assert answer.status_code == 200
    assert answer.json() == before | {"price_cents": 990}
    assert client.get(f"{PRODUCTS}/1").json() == before | {"price_cents": 990}


def test_a_change_that_breaks_a_rule_changes_nothing(client):
    """PATCH with an invalid value is 422, with the SKU of another product 409; all stays."""
    before = all_products(client)
    assert client.patch(f"{PRODUCTS}/1", json={"stock": -5}).status_code == 422
    assert client.patch(f"{PRODUCTS}/1", json=[]).status_code == 422
    assert client.patch(f"{PRODUCTS}/1", json={"sku": "PEN-0007"}).status_code == 409
    assert client.put(f"{PRODUCTS}/1", json=CAP | {"sku": "PEN-0007"}).status_code == 409
    assert all_products(client) == before


def test_an_unknown_product_cannot_be_changed(client):
    """PUT, PATCH and DELETE (by a manager) of a product that is not there answer 404."""
    assert client.put(f"{PRODUCTS}/99", json=CAP).status_code == 404
    assert client.patch(f"{PRODUCTS}/99", json={"stock": 1}).status_code == 404
    assert client.delete(f"{PRODUCTS}/99", headers=MANAGER).status_code == 404


def test_delete_answers_204_and_the_product_is_gone(client):
    """DELETE by a manager answers 204 without a body; then the product is 404."""
    answer = client.delete(f"{PRODUCTS}/1", headers=MANAGER)
    assert answer.status_code == 204
    assert answer.content == b""
    assert client.get(f"{PRODUCTS}/1").status_code == 404


def test_delete_is_idempotent(client):
    """A second DELETE answers 404, but leaves the shop as the first did."""
    client.delete(f"{PRODUCTS}/1", headers=MANAGER)
    after_one = all_products(client)
    assert client.delete(f"{PRODUCTS}/1", headers=MANAGER).status_code == 404
    assert all_products(client) == after_one
    assert len(after_one) == 3


def test_without_a_known_token_delete_is_401(client):
    """Without `Authorization: Bearer` and a known token DELETE is 401 with WWW-Authenticate."""
    for value in ("", "Bearer stolen", "Bearer", "Basic manager-demo", "manager-demo"):
        answer = client.delete(f"{PRODUCTS}/1", headers={"Authorization": value} if value else {})
        assert answer.status_code == 401
        assert answer.headers.get("www-authenticate", "").lower().startswith("bearer")
    assert client.get(f"{PRODUCTS}/1").status_code == 200


def test_a_customer_may_not_delete(client):
    """A customer's token is known, but not enough: 403, and the product stays."""
    assert client.delete(f"{PRODUCTS}/1", headers=CUSTOMER).status_code == 403
    assert client.get(f"{PRODUCTS}/1").status_code == 200


def test_who_may_not_delete_is_not_told_what_is_there(client):
    """401 and 403 come first: for a product that is not there, the answer is the same."""
    assert client.delete(f"{PRODUCTS}/99").status_code == 401
    assert client.delete(f"{PRODUCTS}/99", headers=CUSTOMER).status_code == 403


def test_the_word_bearer_may_be_written_small(client):
    """The name of a scheme has no case: `bearer manager-demo` deletes too."""
    fields = {"Authorization": "bearer manager-demo"}
    assert client.delete(f"{PRODUCTS}/1", headers=fields).status_code == 204
