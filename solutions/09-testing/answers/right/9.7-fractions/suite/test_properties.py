"""What is true of every amount, every cursor, every discount: Hypothesis looks for exceptions."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.domain.catalogue import Catalogue
from app.domain.errors import DuplicateSku, UnknownProduct
from app.domain.money import CURRENCIES, Money
from app.domain.products import Product
from app.models.discounts import AmountOff, Bundle, PercentOff
from app.paging import Position, decode_cursor, encode_cursor, page_by_cursor

amounts = st.builds(Money, st.integers(), st.sampled_from(CURRENCIES))


@given(amounts)
def test_amount_is_read_as_written(amount: Money) -> None:
    assert Money.parse(str(amount)) == amount


@given(st.builds(Position, st.text(), st.text() | st.integers(), st.integers()))
def test_cursor_is_read_as_written(position: Position) -> None:
    assert decode_cursor(encode_cursor(position)) == position


@given(st.lists(st.sampled_from("abc")), st.integers(1, 4), st.sampled_from(["name", "-name"]))
def test_pages_are_the_list(names: list[str], limit: int, sort: str) -> None:
    rows = [{"id": number, "name": name} for number, name in enumerate(names, 1)]
    seen = []
    cursor = None
    for _ in range(len(rows) + 1):
        page = page_by_cursor(rows, sort=sort, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert cursor is None
    assert sorted(row["id"] for row in seen) == [row["id"] for row in rows]
    assert [row["name"] for row in seen] == sorted(names, reverse=sort == "-name")


prices = st.integers(0, 1_000_000)
quantities = st.integers(1, 50)


@given(prices, quantities, st.decimals("0.01", 100, places=2))
def test_percent_off(price: int, quantity: int, percent: Decimal) -> None:
    discount = PercentOff(kind="percent_off", percent=percent)
    exact = price * quantity * (1 - Fraction(percent) / 100)
    assert abs(discount.total(price, quantity) - exact) <= Fraction(1, 2)


@given(prices, quantities, st.integers(1, 2_000_000))
def test_amount_off(price: int, quantity: int, amount: int) -> None:
    total = AmountOff(kind="amount_off", amount_cents=amount, currency="EUR").total(price, quantity)
    assert total >= 0
    if amount <= price * quantity:
        assert total == price * quantity - amount


@given(prices, st.integers(0, 10), st.integers(2, 6), st.data())
def test_bundle(price: int, bundles: int, buy: int, data: st.DataObject) -> None:
    pay = data.draw(st.integers(1, buy - 1))
    rest = data.draw(st.integers(0, buy - 1))
    total = Bundle(kind="bundle", buy=buy, pay=pay).total(price, bundles * buy + rest)
    assert total == price * (bundles * pay + rest)


letters = st.text(st.sampled_from("aAbBßsSäÄ "), min_size=1, max_size=10)


@given(letters, letters, letters)
def test_search_in_any_case(before: str, middle: str, after: str) -> None:
    product = Product("MUG-0042", before + middle + after, Money(1))
    catalogue = Catalogue([product])
    for text in (middle, middle.upper(), middle.lower(), middle.swapcase()):
        assert catalogue.search(text) == [product]


class CatalogueMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.catalogue = Catalogue()
        self.model: dict[str, Product] = {}

    @rule(sku=st.sampled_from(["AAA-0001", "AAA-0002", "AAA-0003"]), stock=st.integers(0, 3))
    def add(self, sku: str, stock: int) -> None:
        product = Product(sku, "Thing", Money(1), stock)
        if sku in self.model:
            with pytest.raises(DuplicateSku):
                self.catalogue.add(product)
        else:
            self.catalogue.add(product)
            self.model[sku] = product

    @rule(sku=st.sampled_from(["AAA-0001", "AAA-0002", "AAA-0003"]))
    def remove(self, sku: str) -> None:
        if sku in self.model:
            self.catalogue.remove(sku)
            del self.model[sku]
        else:
            with pytest.raises(UnknownProduct):
                self.catalogue.remove(sku)

    @invariant()
    def agree(self) -> None:
        assert list(self.catalogue) == list(self.model.values())
        assert len(self.catalogue) == len(self.model)
        for sku, product in self.model.items():
            assert self.catalogue.find(sku) is product


TestCatalogue = CatalogueMachine.TestCase
