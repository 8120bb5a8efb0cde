"""9.1 Tests of plain functions."""

SUITE = "suite/test_domain.py"


def test_the_tests_pass_on_what_is_right(own_tests):
    """`suite/test_domain.py` has unit tests that pytest finds and runs: functions that begin with
    `test_`, each with an `assert` or a `pytest.raises`. All of them pass on the shop as it is."""
    own_tests(SUITE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken shop. Write the edge cases as parameters of one test
    (`pytest.mark.parametrize`).

    * What `str` writes of a Money `parse` reads again, below zero and with cents that no float can
      hold, too.
    * Two currencies are never added. A total of nothing is zero of the currency that was asked for.
    * Product.take: the last piece can be taken, one more is refused, and so is a quantity below
      one. The stock is then as it was.
    * place_order: an order that is refused takes nothing.
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_code(own_tests):
    """They accept a shop that is written otherwise and does the same: they look at results and at
    types of exceptions, not at the words of a message."""
    own_tests(SUITE).must_accept_every_variant()
