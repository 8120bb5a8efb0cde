"""9.7 Properties."""

SUITE = "suite/test_properties.py"


def test_the_tests_pass_on_what_is_right(own_tests):
    """`suite/test_properties.py` states with Hypothesis what is true of every value. All tests pass
    on the shop as it is."""
    own_tests(SUITE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken shop.

    * An amount is read as it was written, and so is a cursor, with any text in it.
    * All pages of `page_by_cursor` together are the list: each row once, whatever is equal.
    * PercentOff is never further from the exact sum than half a cent.
    * AmountOff never goes below zero.
    * Of a bundle all full ones are discounted, and the rest costs its price.
    * Catalogue.search finds a name in any case, `ß` and `SS` too.
    * After any sequence of `add` and `remove` a catalogue holds what a dictionary would hold.
    """
    own_tests(SUITE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_code(own_tests):
    """They accept a shop that calculates otherwise, and one that rounds half a cent to the even
    number: a property says what must be true, and no more."""
    own_tests(SUITE).must_accept_every_variant()
