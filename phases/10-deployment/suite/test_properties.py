"""What is true of every amount, every cursor, every discount: Hypothesis looks for exceptions."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from app.domain.catalogue import Catalogue
from app.domain.errors import DuplicateSku, UnknownProduct
from app.domain.money import CURRENCIES, Money
from app.domain.products import Product
from app.models.discounts import AmountOff, Bundle, PercentOff
from app.paging import Position, decode_cursor, encode_cursor, page_by_cursor

CENTS = st.integers(-10_000_000, 10_000_000)
PRICES = st.integers(0, 1_000_000)
QUANTITIES = st.integers(1, 1000)
AMOUNTS = st.builds(Money, CENTS, st.sampled_from(CURRENCIES))
POSITIONS = st.builds(
    Position,
    st.sampled_from(["name", "-price_cents"]),
    st.text('aÅ€😀"\\]\n', max_size=8) | CENTS,
    CENTS,
)
ROWS = st.lists(st.builds(lambda name: {"name": name}, st.sampled_from("abc")), max_size=12).map(
    lambda rows: [row | {"id": number} for number, row in enumerate(rows, start=1)]
)


@given(AMOUNTS)
def test_an_amount_is_read_as_it_was_written(amount: Money) -> None:
    assert Money.parse(str(amount)) == amount


@given(AMOUNTS, st.integers(0, 1000))
def test_so_many_times_is_as_good_as_adding(amount: Money, quantity: int) -> None:
    assert amount * (quantity + 1) == amount * quantity + amount


@given(POSITIONS)
def test_a_cursor_is_read_as_it_was_written(position: Position) -> None:
    assert decode_cursor(encode_cursor(position)) == position


@given(ROWS, st.integers(1, 5), st.sampled_from(["name", "-name"]))
def test_all_pages_together_are_the_list(
    rows: list[Mapping[str, Any]], limit: int, sort: str
) -> None:
    seen: list[Mapping[str, Any]] = []
    cursor = None
    for _ in range(len(rows) + 1):
        page = page_by_cursor(rows, sort=sort, limit=limit, cursor=cursor)
        seen += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(row["id"] for row in seen) == [row["id"] for row in rows]
    names = [row["name"] for row in seen]
    assert names == sorted(names, reverse=sort == "-name")


@given(PRICES, QUANTITIES, st.integers(1, 10_000))
def test_a_share_is_rounded_once(price: int, quantity: int, basis_points: int) -> None:
    percent = Decimal(basis_points) / 100
    exact = price * quantity * (100 - percent) / 100
    discount = PercentOff(kind="percent_off", percent=percent)
    assert abs(discount.total(price, quantity) - exact) <= Decimal("0.5")


@given(PRICES, QUANTITIES, st.integers(1, 1_000_000))
def test_nobody_is_paid_for_buying(price: int, quantity: int, amount: int) -> None:
    total = AmountOff(kind="amount_off", amount_cents=amount, currency="EUR").total(price, quantity)
    assert total == max(0, price * quantity - amount)


@given(PRICES, st.integers(0, 20), st.integers(0, 99), st.integers(2, 100), st.data())
def test_a_bundle_is_paid_as_it_says(
    price: int, bundles: int, rest: int, buy: int, data: st.DataObject
) -> None:
    pay = data.draw(st.integers(1, buy - 1))
    quantity = bundles * buy + rest % buy
    total = Bundle(kind="bundle", buy=buy, pay=pay).total(price, quantity)
    assert total == price * (bundles * pay + rest % buy)


NAMES = st.text("aßÉǆ ", min_size=1, max_size=6)


@given(NAMES)
def test_the_case_of_letters_does_not_matter(name: str) -> None:
    product = Product("TST-0001", name, Money(1))
    catalogue = Catalogue([product])
    for wanted in (name, name.upper(), name.casefold()):
        assert catalogue.search(wanted) == [product]


class CatalogueMachine(RuleBasedStateMachine):
    """Does to a catalogue and to a plain dictionary the same, in any order."""

    skus = st.sampled_from(["MUG-0001", "MUG-0002", "MUG-0003"])

    def __init__(self) -> None:
        super().__init__()
        self.catalogue = Catalogue()
        self.model: dict[str, Product] = {}

    @rule(sku=skus)
    def add(self, sku: str) -> None:
        """A SKU that is taken is refused."""
        product = Product(sku, "Mug", Money(1))
        try:
            self.catalogue.add(product)
            assert sku not in self.model
            self.model[sku] = product
        except DuplicateSku:
            assert sku in self.model

    @rule(sku=skus)
    def remove(self, sku: str) -> None:
        """One that is not there is refused."""
        try:
            self.catalogue.remove(sku)
            del self.model[sku]
        except UnknownProduct:
            assert sku not in self.model

    @invariant()
    def both_hold_the_same(self) -> None:
        """In the same order, too."""
        assert list(self.catalogue) == list(self.model.values())
        assert len(self.catalogue) == len(self.model)


CatalogueMachine.TestCase.settings = settings(max_examples=20, stateful_step_count=12)
TestCatalogue = CatalogueMachine.TestCase
