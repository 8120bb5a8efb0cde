"""0.3 A product that cannot be wrong."""

import pytest
from app.domain.errors import InvalidValue, OutOfStock
from app.domain.money import Money
from app.domain.products import Product


def accepted(make, values):
    """The values of which `make` made something, where it had to raise InvalidValue."""
    let_in = []
    for value in values:
        try:
            make(value)
        except InvalidValue:
            continue
        let_in.append(value)
    return let_in


def mug(**changes):
    fields = {"sku": "MUG-0042", "name": "Blue mug", "price": Money(1250), "stock": 10}
    return Product(**fields | changes)


def test_it_is_a_dataclass_with_four_fields():
    """Product has the fields sku, name, price and stock, in this order; stock is 0 when left out.
    Products with the same values are equal, and `repr()` shows the values."""
    product = Product("MUG-0042", "Blue mug", Money(1250))
    assert (product.sku, product.name, product.price) == ("MUG-0042", "Blue mug", Money(1250))
    assert product.stock == 0
    assert product == mug(stock=0)
    assert product != mug(stock=1)
    assert "MUG-0042" in repr(product)


def test_the_sku_has_its_pattern():
    """The SKU is three capital letters, a hyphen and four digits, and nothing before or after:
    otherwise InvalidValue."""
    assert mug(sku="ZZZ-0000").sku == "ZZZ-0000"
    skus = ["", "mug-0042", "MUG0042", "MUGS-0042", "MUG-042", "MUG-00421", "MUG-004x"]
    skus += [" MUG-0042", "MUG-0042\n", 42, None]
    assert accepted(lambda sku: mug(sku=sku), skus) == [], (
        "these were accepted as a SKU, and must not be"
    )


def test_the_name_has_1_to_80_characters():
    """The name is a text of 1 to 80 characters: otherwise InvalidValue."""
    assert (mug(name="M").name, mug(name="é" * 80).name) == ("M", "é" * 80)
    names = ("", "M" * 81, None, ["Blue", "mug"])
    assert accepted(lambda name: mug(name=name), names) == [], (
        "these were accepted as a name, and must not be"
    )


def test_the_price_is_money_of_zero_or_more():
    """The price is Money and not below zero, though zero is fine (a gift): otherwise
    InvalidValue."""
    assert mug(price=Money(0)).price == Money(0)
    prices = (Money(-1), 1250, 12.5, "12.50 EUR", None)
    assert accepted(lambda price: mug(price=price), prices) == [], (
        "these were accepted as a price, and must not be"
    )


def test_the_stock_is_a_whole_number_of_zero_or_more():
    """The stock is a whole number, zero or more, and no bool: otherwise InvalidValue."""
    assert mug(stock=0).stock == 0
    stocks = (-1, 2.5, "3", True, None)
    assert accepted(lambda stock: mug(stock=stock), stocks) == [], (
        "these were accepted as a stock, and must not be"
    )


def test_take_lowers_the_stock():
    """`take(quantity)` lowers the stock by so many pieces, down to zero."""
    product = mug(stock=10)
    product.take(3)
    assert product.stock == 7
    product.take(7)
    assert product.stock == 0


def test_take_refuses_more_than_there_is():
    """If fewer are left, `take` raises OutOfStock with the SKU, what was wanted and what is left,
    and the stock stays as it was."""
    product = mug(stock=2)
    with pytest.raises(OutOfStock) as refused:
        product.take(3)
    assert (refused.value.sku, refused.value.wanted, refused.value.left) == ("MUG-0042", 3, 2)
    assert product.stock == 2


def test_take_refuses_a_quantity_that_is_none():
    """A quantity that is not a whole number of one or more is refused with InvalidValue, and the
    stock stays as it was."""
    product = mug(stock=10)
    assert accepted(product.take, (0, -1, 2.5, "3", None)) == [], (
        "these were accepted as a quantity, and must not be"
    )
    assert product.stock == 10
