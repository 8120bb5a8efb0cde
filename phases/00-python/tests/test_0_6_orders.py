"""0.6 Orders and totals."""

from collections.abc import Mapping
from typing import get_args, get_origin, get_type_hints

import pytest
from app.domain.catalogue import Catalogue
from app.domain.errors import CurrencyMismatch, InvalidValue, OutOfStock, UnknownProduct
from app.domain.money import Money
from app.domain.orders import Order, OrderLine, OrderStatus, place_order
from app.domain.products import Product


@pytest.fixture
def catalogue():
    return Catalogue(
        [
            Product("MUG-0042", "Blue mug", Money(1250), stock=10),
            Product("PEN-0007", "Fountain pen", Money(2400), stock=3),
            Product("USB-0001", "USB lamp", Money(700, "USD"), stock=5),
        ]
    )


def stocks(catalogue):
    return [product.stock for product in catalogue]


def test_an_order_has_a_line_for_each_product(catalogue):
    """An order is open and has a list of one line for each wanted product, in the order in which
    they were wanted, each with SKU, quantity and the unit price of this moment."""
    order = place_order(catalogue, {"PEN-0007": 1, "MUG-0042": 2})
    assert order.status == OrderStatus.OPEN
    assert order.lines == [
        OrderLine("PEN-0007", 1, Money(2400)),
        OrderLine("MUG-0042", 2, Money(1250)),
    ]


def test_the_totals_are_summed_over_lines(catalogue):
    """The total of a line is its unit price times its quantity, and the total of an order is the
    sum over all its lines, in their currency."""
    order = place_order(catalogue, {"MUG-0042": 2, "PEN-0007": 1})
    assert [line.total for line in order.lines] == [Money(2500), Money(2400)], "totals of the lines"
    assert order.total == Money(4900), "total of the order"
    dollars = Order([OrderLine("USB-0001", 3, Money(700, "USD"))])
    assert dollars.total == Money(2100, "USD"), "total of an order in dollars"


def test_a_later_price_does_not_change_an_order(catalogue):
    """When a price goes up later, an order that was placed before costs what it did."""
    order = place_order(catalogue, {"MUG-0042": 2})
    catalogue.find("MUG-0042").price = Money(9900)
    assert order.total == Money(2500), "total after the price of a mug went up to 99.00 EUR"


def test_the_pieces_are_taken_from_stock(catalogue):
    """Placing an order takes the pieces of every line from stock."""
    place_order(catalogue, {"MUG-0042": 2, "PEN-0007": 3})
    assert stocks(catalogue) == [8, 0, 5], "stock of mugs, pens and lamps after an order of 2 and 3"


def test_all_or_nothing(catalogue):
    """When one product is refused (UnknownProduct, OutOfStock, InvalidValue for its quantity), the
    stock of all others is as it was."""
    for wanted, refusal in (
        ({"MUG-0042": 2, "CUP-0001": 1}, UnknownProduct),
        ({"MUG-0042": 2, "PEN-0007": 4}, OutOfStock),
        ({"MUG-0042": 2, "PEN-0007": 0}, InvalidValue),
        ({"MUG-0042": 2, "PEN-0007": -1}, InvalidValue),
    ):
        with pytest.raises(refusal):
            place_order(catalogue, wanted)
        assert stocks(catalogue) == [10, 3, 5], f"stock of mugs, pens and lamps after {wanted}"


def test_an_order_that_has_no_total_is_refused(catalogue):
    """An order of nothing raises InvalidValue, and one of two currencies CurrencyMismatch; the
    stock is as it was."""
    with pytest.raises(InvalidValue):
        place_order(catalogue, {})
    with pytest.raises(CurrencyMismatch):
        place_order(catalogue, {"MUG-0042": 1, "USB-0001": 1})
    assert stocks(catalogue) == [10, 3, 5], "stock of mugs, pens and lamps after the refusals"


def test_the_annotations_tell_types():
    """`place_order` is annotated: it takes a Catalogue and a generic mapping of `str` to `int`, and
    returns an Order."""
    hints = get_type_hints(place_order)
    for name in ("catalogue", "wanted"):
        if name not in hints:
            pytest.fail(f"`{name}` has no annotation")
    if "return" not in hints:
        pytest.fail("the return value has no annotation: `-> Order`")
    assert hints["catalogue"] is Catalogue, "what `catalogue` is annotated with"
    assert hints["return"] is Order, "what stands behind `->`"
    wanted = hints["wanted"]
    if not issubclass(get_origin(wanted) or object, Mapping) or get_args(wanted) != (str, int):
        told = getattr(wanted, "__name__", wanted) if get_origin(wanted) is None else wanted
        pytest.fail(
            f"`wanted` is annotated `{told}`, which does not say that it maps a `str` to an `int`:"
            " write `Mapping[str, int]`"
        )
