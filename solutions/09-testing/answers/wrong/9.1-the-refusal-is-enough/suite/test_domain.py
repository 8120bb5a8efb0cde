"""The rules of the shop, without HTTP and without a database."""

import pytest

from app.domain.catalogue import Catalogue
from app.domain.errors import CurrencyMismatch, InvalidValue, OutOfStock, UnknownProduct
from app.domain.money import Money
from app.domain.orders import Order, OrderLine, place_order
from app.domain.products import Product


def catalogue() -> Catalogue:
    return Catalogue(
        [
            Product("MUG-0042", "Blue mug", Money(1250), stock=10),
            Product("PEN-0007", "Fountain pen", Money(2400), stock=3),
        ]
    )


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1250), "12.50 EUR"),
        (Money(5), "0.05 EUR"),
        (Money(0, "USD"), "0.00 USD"),
        (Money(-195), "-1.95 EUR"),
        (Money(-5), "-0.05 EUR"),
        (Money(29), "0.29 EUR"),
    ],
    ids=str,
)
def test_an_amount_is_written_and_read(money: Money, text: str) -> None:
    assert str(money) == text
    assert Money.parse(text) == money


@pytest.mark.parametrize("text", ["", "12.5 EUR", "12,50 EUR", "12.50", "12.50 YEN", " 1.00 EUR"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        Money.parse(text)


def test_amounts_are_added() -> None:
    assert Money(1250) + Money(5) == Money(1255)


def test_currencies_are_not_mixed() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize("currency", ["EUR", "USD"])
def test_a_total_of_nothing_is_zero(currency: str) -> None:
    assert Money.total([], currency) == Money(0, currency)


def test_a_total() -> None:
    assert Money.total([Money(1, "USD"), Money(2, "USD")], "USD") == Money(3, "USD")


@pytest.mark.parametrize(("quantity", "left"), [(1, 2), (3, 0)])
def test_pieces_are_taken(quantity: int, left: int) -> None:
    product = Product("PEN-0007", "Fountain pen", Money(2400), stock=3)
    product.take(quantity)
    assert product.stock == left


@pytest.mark.parametrize("quantity", [0, -1, 1.5, True])
def test_what_is_no_quantity_is_refused(quantity: int) -> None:
    product = Product("PEN-0007", "Fountain pen", Money(2400), stock=3)
    with pytest.raises(InvalidValue):
        product.take(quantity)


def test_no_more_is_taken_than_there_is() -> None:
    product = Product("PEN-0007", "Fountain pen", Money(2400), stock=3)
    with pytest.raises(OutOfStock) as refused:
        product.take(4)
    assert (refused.value.wanted, refused.value.left) == (4, 3)


def test_an_order_takes_its_pieces_from_stock() -> None:
    shop = catalogue()
    order = place_order(shop, {"MUG-0042": 2, "PEN-0007": 1})
    assert order.total == Money(2 * 1250 + 2400)
    assert [product.stock for product in shop] == [8, 2]


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"MUG-0042": 2, "PEN-0007": 4}, OutOfStock),
        ({"MUG-0042": 2, "BAG-0001": 1}, UnknownProduct),
        ({"MUG-0042": 2, "PEN-0007": 0}, InvalidValue),
        ({}, InvalidValue),
    ],
)
def test_an_order_that_is_refused_takes_nothing(
    wanted: dict[str, int], error: type[Exception]
) -> None:
    shop = catalogue()
    with pytest.raises(error):
        place_order(shop, wanted)
    assert shop.find("MUG-0042").stock == 10


def test_an_order_has_one_currency() -> None:
    lines = [OrderLine("MUG-0042", 1, Money(1)), OrderLine("PEN-0007", 1, Money(1, "USD"))]
    with pytest.raises(CurrencyMismatch):
        Order(lines)
