"""9.8 Contracts."""

SUITE = "suite/test_contract.py"


def test_the_tests_pass_on_the_api_as_it_is(own_tests):
    """`suite/test_contract.py` holds the API against its OpenAPI document, and today's document
    against the snapshot that partners have, `suite/openapi.json`. All tests pass on the API as it
    is."""
    own_tests(SUITE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every API that breaks a partner's program.

    * What clients send is still taken: no operation is gone, no parameter or field is newly
      required, no text must be shorter, no value of an enumeration is missing.
    * What they are answered is what they know: no status is gone, and no field of a product or an
      order is gone or may be null.
    * Each answer about products and orders has a status that the document names, and a body that
      fits its schema.
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_what_breaks_nobody(own_tests):
    """They accept what breaks nobody: a new parameter that may be left out, one field more in an
    answer, a field that need not be sent, other descriptions."""
    own_tests(SUITE).must_accept_every_variant()
