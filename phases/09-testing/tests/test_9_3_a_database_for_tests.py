"""9.3 A database for tests."""

SUITE = "suite/test_orders.py"


def test_the_tests_pass_in_any_order(own_tests):
    """`suite/test_orders.py` runs whole workflows against a real test database. Fixtures and
    factories prepare its state, requests really commit, and the fixture `clean_database` deletes
    all rows after each test: so the tests pass in any order, and when they are run again."""
    own_tests(SUITE).must_pass_in_any_order()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken API, by what the next request finds in the database.

    * An order that was answered with 201 is there, with all its items.
    * It takes as many pieces from stock as were ordered.
    * An order that is refused (409: too little in stock) takes nothing, not even of the lines that
      could be had.
    * A cancelled order gives its pieces back, once; cancelling it again is 409.
    * The total of an order stays when the price of the product changes.
    * The same request with the same Idempotency-Key places one order.
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_apis(own_tests):
    """They accept an API whose ids have gaps and do not begin with 1, and one that lists the items
    of an order in another order. What they test of an endpoint is what it promises."""
    own_tests(SUITE).must_accept_every_variant()
