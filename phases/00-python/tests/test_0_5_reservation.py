"""0.5 Stock for the length of a block."""

import pytest
from app.domain.catalogue import Catalogue
from app.domain.errors import InvalidValue, OutOfStock, UnknownProduct
from app.domain.money import Money
from app.domain.products import Product
from app.domain.reservation import reserved


@pytest.fixture
def catalogue():
    return Catalogue([Product("MUG-0042", "Blue mug", Money(1250), stock=10)])


def stock(catalogue):
    return catalogue.find("MUG-0042").stock


class CardError(Exception):
    pass


def test_the_block_gets_the_product_with_less_stock(catalogue):
    """`with reserved(catalogue, sku, quantity) as product` hands the catalogue's own product to the
    block, and within the block so many pieces are gone from its stock."""
    with reserved(catalogue, "MUG-0042", 3) as product:
        assert product is catalogue.find("MUG-0042"), "what `as` gets is the catalogue's product"
        assert stock(catalogue) == 7, "stock within a block for 3 of 10"


def test_a_block_that_ends_well_keeps_the_stock(catalogue):
    """When the block ends well, the pieces stay taken: they are sold."""
    with reserved(catalogue, "MUG-0042", 3):
        pass
    assert stock(catalogue) == 7, "stock after the block ended well: 10, and 3 were sold"


def test_a_block_that_raises_gives_the_stock_back(catalogue):
    """When the block raises, the pieces are back in stock; pieces that others took meanwhile stay
    taken."""

    def pay_while_others_buy():
        with reserved(catalogue, "MUG-0042", 3):
            catalogue.find("MUG-0042").take(2)
            raise CardError

    with pytest.raises(CardError):
        pay_while_others_buy()
    assert stock(catalogue) == 8, "stock after the block raised: 10, and others took 2 meanwhile"


def test_the_exception_goes_on(catalogue):
    """The exception of the block reaches the caller as it was: the context manager does not swallow
    it and does not put another in its place."""
    refusal = CardError("no cover")
    with pytest.raises(CardError) as caught, reserved(catalogue, "MUG-0042", 3):
        raise refusal
    assert caught.value is refusal, "another exception came out than the block raised"


def test_even_ctrl_c_gives_the_stock_back(catalogue):
    """Not every exception is an `Exception`: Ctrl+C (KeyboardInterrupt) within the block gives the
    pieces back too."""
    with pytest.raises(KeyboardInterrupt), reserved(catalogue, "MUG-0042", 3):
        raise KeyboardInterrupt
    assert stock(catalogue) == 10, "stock after the block raised"


def test_what_cannot_be_reserved_never_enters_the_block(catalogue):
    """UnknownProduct, OutOfStock and InvalidValue (a quantity below one) are raised before the
    block is entered, and the stock stays as it was."""
    entered = []
    for sku, quantity, refusal in (
        ("CUP-0001", 1, UnknownProduct),
        ("MUG-0042", 11, OutOfStock),
        ("MUG-0042", 0, InvalidValue),
        ("MUG-0042", -1, InvalidValue),
    ):
        with pytest.raises(refusal), reserved(catalogue, sku, quantity):
            entered.append(sku)
    assert entered == [], "the block was entered for these"
    assert stock(catalogue) == 10, "stock after four refusals"
