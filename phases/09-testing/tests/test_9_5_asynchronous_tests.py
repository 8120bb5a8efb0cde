"""9.5 Asynchronous tests."""

SUITE = "suite/test_news.py"


def test_the_tests_pass_on_the_api_as_it_is(own_tests):
    """`suite/test_news.py` has asynchronous tests (`async def`, with anyio's mark). The fixture
    `async_client` hands them an AsyncClient on the test's own event loop, with an ASGITransport and
    a lifespan that has been run. All tests pass on the API as it is."""
    own_tests(SUITE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken API of `/api/v1/news`, with several requests at once.

    * News are answered in their order, those after `?after=` only, and at once when there are some.
    * With `?wait=` a client waits until something is announced; then all who wait are answered with
      it soon.
    * When the time is over, and not earlier, the answer is 200 with an empty list.
    * Meanwhile the application answers others.
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_apis(own_tests):
    """They accept an API that waits in another way, and one that gives other ids: they ask the API
    itself, with httpx2's AsyncClient, and not the board behind it."""
    own_tests(SUITE).must_accept_every_variant()
