"""9.4 Who may do what."""

SUITE = "suite/test_permissions.py"


def test_the_tests_pass_on_the_api_as_it_is(own_tests):
    """`suite/test_permissions.py` tests authentication and authorization: without a login, with
    logins that are no good, as a customer, as another customer, as an administrator. Where a test
    needs a certain user and no login, it overrides a dependency, in the mapping
    `app.dependency_overrides`, and takes that back when it ends. All tests pass on the API as it
    is."""
    own_tests(SUITE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken API. Some of them are broken in a dependency: a test that overrides
    it does not see that.

    * 401 is the answer without a login, with a wrong password, with an expired token, and after a
      logout.
    * A customer may not change the catalogue (403), not even with a token for which all scopes were
      asked, and may not set an order to paid.
    * Orders and notes of others are 404.
    * A token for `orders:read` reads orders and no notes (403).
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_apis(own_tests):
    """They accept an API that words its refusals otherwise, and whose `WWW-Authenticate` says more
    than the scheme Bearer. Dependencies may be tested as functions, end to end, or with a fake in
    place of another one."""
    own_tests(SUITE).must_accept_every_variant()
