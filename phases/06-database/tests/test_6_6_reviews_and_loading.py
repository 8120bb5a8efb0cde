"""6.6 Reviews, and the statements that they cost."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

PRODUCTS = "/api/v1/products"
REVIEWS = "/api/v1/products/1/reviews"
USERS = "/api/v1/users"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}


@pytest.fixture
def shop(client):
    """A client of a shop with the product 1 and the users 1 to 6."""
    client.post(PRODUCTS, json=MUG)
    for number in range(1, 7):
        client.post(USERS, json={"email": f"u{number}@example.com", "name": f"User {number}"})
    return client


def review(shop, author_id, rating=5, text="Lovely."):
    """Write a review, and return the answer."""
    return shop.post(REVIEWS, json={"author_id": author_id, "rating": rating, "text": text})


def people(listed):
    """Who wrote each review of a list, and who likes it."""
    return [
        (each["author"]["name"], [person["name"] for person in each["liked_by"]])
        for each in listed["items"]
    ]


def test_a_review_names_its_author(shop):
    """POST /api/v1/products/{id}/reviews answers 201 with the review: its author as id and name,
    nobody who likes it yet. Location leads to it."""
    created = review(shop, 2, 4)
    assert created.status_code == 201
    answer = created.json()
    assert answer["author"] == {"id": 2, "name": "User 2"}
    assert (answer["product_id"], answer["rating"], answer["text"]) == (1, 4, "Lovely.")
    assert answer["liked_by"] == []
    assert shop.get(created.headers["location"]).json() == answer


def test_one_product_has_many_reviews(shop):
    """One to many: a product has many reviews, a review has one product and one author. The list
    has the oldest first, and counts all of them."""
    for author_id in (3, 1, 2):
        review(shop, author_id)
    listed = shop.get(REVIEWS).json()
    assert people(listed) == [("User 3", []), ("User 1", []), ("User 2", [])]
    page = shop.get(REVIEWS, params={"limit": 1, "offset": 1}).json()
    assert (people(page), page["total"]) == ([("User 1", [])], 3)


def test_a_review_is_written_once(shop, database):
    """A user has one review of a product: a second one is refused with 409, as is an author that
    nobody is; a product that is not there is answered with 404."""
    review(shop, 1)
    assert [review(shop, author_id).status_code for author_id in (1, 999)] == [409, 409]
    unknown = shop.post(f"{PRODUCTS}/999/reviews", json={"author_id": 1, "rating": 5})
    assert unknown.status_code == 404
    assert shop.get(f"{PRODUCTS}/999/reviews").status_code == 404
    assert database.count("reviews") == 1


def test_users_like_reviews(shop):
    """Likes are many to many: PUT /api/v1/reviews/{id}/likes/{user_id} answers 204, also the second
    time; DELETE ends it, and answers 404 when there was none."""
    address = review(shop, 1).headers["location"]
    for user_id in (3, 2, 2):
        assert shop.put(f"{address}/likes/{user_id}").status_code == 204
    assert [person["id"] for person in shop.get(address).json()["liked_by"]] == [2, 3]
    assert [shop.delete(f"{address}/likes/3").status_code for _ in range(2)] == [204, 404]
    assert people(shop.get(REVIEWS).json()) == [("User 1", ["User 2"])]
    assert shop.put(f"{address}/likes/999").status_code == 404
    assert shop.put("/api/v1/reviews/999/likes/1").status_code == 404


@pytest.mark.parametrize("reviews", [1, 5])
def test_a_list_does_not_ask_for_each_review(shop, database, reviews):
    """Eager loading: authors and likes of all reviews come with the list. It takes five statements
    at most, whether there is one review or many: one for each review would be the N+1 problem."""
    for author_id in range(1, reviews + 1):
        address = review(shop, author_id).headers["location"]
        shop.put(f"{address}/likes/6")
    with database.statements() as statements:
        listed = shop.get(REVIEWS).json()
    assert len(people(listed)) == reviews
    assert all(likes == ["User 6"] for _, likes in people(listed))
    asked = [each for each in statements if each.lstrip().upper().startswith("SELECT")]
    assert len(asked) <= 5, f"{len(asked)} statements:\n\n" + "\n\n".join(asked)


def test_nothing_is_loaded_by_accident(shop, database):
    """Lazy loading is switched off (`lazy="raise"`): what was not loaded eagerly raises instead of
    asking the database behind everybody's back."""
    from app.db.tables import ReviewRow

    review(shop, 1)
    engine = create_engine(database.url)
    with Session(engine) as session:
        row = session.scalars(select(ReviewRow)).one()
        for relation in ("author", "liked_by"):
            with pytest.raises(InvalidRequestError):
                getattr(row, relation)
    engine.dispose()


def test_reviews_are_part_of_the_shop(shop, database):
    """A small blog beside the shop: posts (reviews), their authors, likes and categories belong
    together. When a user is removed, their reviews and likes go too; when a product is removed, its
    reviews stay, and are not listed any more."""
    address = review(shop, 1).headers["location"]
    kept = review(shop, 2).headers["location"]
    shop.put(f"{kept}/likes/1")
    shop.delete(f"{USERS}/1")
    assert shop.get(address).status_code == 404
    assert people(shop.get(REVIEWS).json()) == [("User 2", [])]
    shop.delete(f"{PRODUCTS}/1")
    assert shop.get(REVIEWS).status_code == 404
    assert database.count("reviews") == 1


def test_a_removed_review_takes_its_likes_along(shop, database):
    """DELETE /api/v1/reviews/{id} removes a review with its likes: 204, then 404."""
    address = review(shop, 1).headers["location"]
    shop.put(f"{address}/likes/2")
    assert [shop.delete(address).status_code for _ in range(2)] == [204, 404]
    assert database.count("review_likes") == 0
