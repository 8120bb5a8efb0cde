"""6.5 Categories and followers: many to many."""

import pytest

PRODUCTS = "/api/v1/products"
CATEGORIES = "/api/v1/categories"
USERS = "/api/v1/users"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
PEN = {"sku": "PEN-0007", "name": "Fountain pen", "price_cents": 2400}


@pytest.fixture
def shop(client):
    """A client of a shop with the products 1 and 2, and the users 1, 2 and 3."""
    for product in (MUG, PEN):
        client.post(PRODUCTS, json=product)
    for name in ("ada", "bob", "cyd"):
        client.post(USERS, json={"email": f"{name}@example.com", "name": name})
    return client


@pytest.fixture
def kitchen(shop):
    """The address of a category with the two products."""
    address = shop.post(CATEGORIES, json={"name": "Kitchen"}).headers["location"]
    for product_id in (2, 1):
        shop.put(f"{address}/products/{product_id}")
    return address


def skus(shop, address):
    """The SKUs of a category's products, in their order."""
    return [product["sku"] for product in shop.get(address).json()["products"]]


def test_a_category_is_stored(shop):
    """POST /api/v1/categories answers 201 with the category, without products; a name that is taken
    is refused with 409."""
    created = shop.post(CATEGORIES, json={"name": "Kitchen"})
    assert created.status_code == 201
    assert created.json() == {"id": created.json()["id"], "name": "Kitchen", "products": []}
    assert shop.get(created.headers["location"]).json() == created.json()
    assert shop.post(CATEGORIES, json={"name": "Kitchen"}).status_code == 409


def test_a_product_may_be_in_many_categories(shop, kitchen):
    """Many to many: a category has many products, a product is in many categories. Reading a
    category gives its products that are on sale, the oldest first."""
    gifts = shop.post(CATEGORIES, json={"name": "Gifts"}).headers["location"]
    assert shop.put(f"{gifts}/products/1").status_code == 204
    assert skus(shop, kitchen) == ["MUG-0042", "PEN-0007"]
    assert skus(shop, gifts) == ["MUG-0042"]


def test_twice_is_as_good_as_once(shop, kitchen, database):
    """PUT is idempotent: to put a product into a category where it is already changes nothing and
    is answered with 204. DELETE takes it out, and answers 404 when it was not in it."""
    assert shop.put(f"{kitchen}/products/1").status_code == 204
    assert database.count("product_categories") == 2
    answers = [shop.delete(f"{kitchen}/products/1").status_code for _ in range(2)]
    assert answers == [204, 404]
    assert skus(shop, kitchen) == ["PEN-0007"]


def test_a_relation_needs_both_sides(shop, kitchen, database):
    """A foreign key wants a row on the other side: an unknown category or product is answered with
    404, and nothing is stored. A product that was removed still has its row, and is answered with
    404 too."""
    answers = [
        shop.put(f"{kitchen}/products/999"),
        shop.put(f"{CATEGORIES}/999/products/1"),
        shop.put(f"{CATEGORIES}/{10**30}/products/{10**30}"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    gifts = shop.post(CATEGORIES, json={"name": "Gifts"}).headers["location"]
    shop.delete(f"{PRODUCTS}/2")
    assert shop.put(f"{gifts}/products/2").status_code == 404, "product 2 is no longer on sale"
    assert database.count("product_categories") == 2


def test_categories_are_listed_with_the_number_of_their_products(shop, kitchen):
    """GET /api/v1/categories lists the categories by name, each with the number of its products on
    sale, and 0 for one without any."""
    shop.post(CATEGORIES, json={"name": "Garden"})
    shop.delete(f"{PRODUCTS}/2")
    listed = shop.get(CATEGORIES).json()
    assert [(each["name"], each["products"]) for each in listed["items"]] == [
        ("Garden", 0),
        ("Kitchen", 1),
    ]
    assert listed["total"] == 2
    assert skus(shop, kitchen) == ["MUG-0042"], "a product that was removed is in no category"


def test_a_category_is_read_with_few_statements(shop, kitchen, database):
    """However many products a category has, it is read with two statements at most."""
    with database.statements() as statements:
        shop.get(kitchen)
    assert len(statements) <= 2, "\n\n".join(statements)


def test_a_removed_category_leaves_its_products(shop, kitchen, database):
    """DELETE removes a category and its links, and no product."""
    assert shop.delete(kitchen).status_code == 204
    assert (database.count("product_categories"), database.count("products")) == (0, 2)
    assert shop.get(kitchen).status_code == 404
    assert shop.delete(kitchen).status_code == 404


def test_users_follow_users(shop):
    """Followers are a relation between users and users: PUT /api/v1/users/{id}/followers/{id}
    answers 204, also the second time, and GET lists who follows."""
    for follower in (3, 2, 2):
        assert shop.put(f"{USERS}/1/followers/{follower}").status_code == 204
    listed = shop.get(f"{USERS}/1/followers").json()
    assert [user["name"] for user in listed["items"]] == ["bob", "cyd"]
    assert listed["total"] == 2
    assert shop.get(f"{USERS}/2/followers").json() == {"items": [], "total": 0}


def test_following_has_an_end(shop):
    """DELETE ends it with 204, and answers 404 when there was nothing to end; nobody follows
    themselves (409), and nobody an unknown user (404)."""
    shop.put(f"{USERS}/1/followers/2")
    ended = [shop.delete(f"{USERS}/1/followers/2").status_code for _ in range(2)]
    assert ended == [204, 404]
    assert shop.put(f"{USERS}/1/followers/1").status_code == 409
    assert shop.put(f"{USERS}/1/followers/999").status_code == 404
    assert shop.put(f"{USERS}/999/followers/1").status_code == 404


def test_what_belongs_to_a_user_goes_with_the_user(shop, database):
    """Cascade: when a user is removed, their follows go with them, on both sides."""
    shop.put(f"{USERS}/1/followers/2")
    shop.put(f"{USERS}/3/followers/1")
    assert shop.delete(f"{USERS}/1").status_code == 204
    assert database.count("followers") == 0
