"""9.2 Tests over HTTP."""

SUITE = "suite/test_products.py"


def test_the_tests_pass_on_the_api_as_it_is(own_tests):
    """`suite/test_products.py` tests the routes of products with FastAPI's TestClient, which the
    fixture `client` in `suite/conftest.py` hands to each test: made of `app`, started before the
    test and stopped after it. All tests pass on the API as it is."""
    own_tests(SUITE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken API. Endpoint by endpoint they look at status, body and headers.

    * POST answers 201 with all that was sent, and its Location leads to the product.
    * A taken SKU is 409, and the first product stays as it was.
    * An unknown id is 404, a problem (`application/problem+json`).
    * A price below zero is 422.
    * PATCH changes what it names and nothing else.
    * After DELETE, which answers 204, the product is 404.
    * A page holds no more than `limit`, and `total` counts all that were found.
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_apis(own_tests):
    """They accept an API that is built otherwise: with a Location that has no host in it, with one
    field more in an answer, with other words in a refusal."""
    own_tests(SUITE).must_accept_every_variant()
