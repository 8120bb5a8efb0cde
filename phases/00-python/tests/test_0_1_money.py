"""0.1 Money."""

import pytest
from app.domain.errors import CurrencyMismatch, InvalidValue
from app.domain.money import Money


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


def test_an_amount_is_whole_cents_and_a_known_currency():
    """Cents are an `int`, below zero too (a refund), and the currency is EUR, GBP or USD: anything
    else, a float, a text or a bool among them, is refused with InvalidValue."""
    assert (Money(1250).cents, Money(1250).currency) == (1250, "EUR")
    assert Money(-1250, "USD").cents == -1250
    cents = (12.5, 12.0, "1250", True, None)
    assert accepted(Money, cents) == [], "these were accepted as cents, and must not be"
    currencies = ("", "eur", "XYZ", "EURO", None, ["EUR"])
    let_in = accepted(lambda code: Money(1250, code), currencies)
    assert let_in == [], "these were accepted as a currency, and must not be"


def test_adding_makes_a_new_amount():
    """`+` makes a new amount; the names that stood for the two old ones still stand for them."""
    price = Money(1250)
    same = price
    total = price + Money(250)
    assert total == Money(1500)
    assert (price, same) == (Money(1250), Money(1250))
    assert Money(10, "USD") + Money(5, "USD") == Money(15, "USD")


def test_different_currencies_are_not_added():
    """If the currencies differ, `+` raises CurrencyMismatch, even when one amount is zero."""
    for other in (Money(1, "USD"), Money(0, "USD")):
        with pytest.raises(CurrencyMismatch):
            Money(1250) + other


def test_an_amount_times_a_whole_number():
    """`money * 3` is three times the amount; with a float it raises TypeError, for half a cent is
    not money. The other way round, `3 * money`, is not asked."""
    assert Money(1250, "GBP") * 3 == Money(3750, "GBP")
    assert Money(1250) * 0 == Money(0)
    for factor in (0.5, 2.0, Money(2)):
        with pytest.raises(TypeError):
            Money(1250) * factor


def test_str_writes_two_decimals():
    """`str()` writes "12.50 EUR": always two decimals, and a minus in front below zero."""
    cents = (1250, 5, 0, 100, -5, -1999)
    written = [str(Money(amount)) for amount in cents]
    assert written == ["12.50 EUR", "0.05 EUR", "0.00 EUR", "1.00 EUR", "-0.05 EUR", "-19.99 EUR"]
    assert str(Money(123456789, "USD")) == "1234567.89 USD"


def test_parse_reads_what_str_writes():
    """`Money.parse` takes a text as `str()` writes it and returns exactly that amount."""
    assert Money.parse("12.50 EUR") == Money(1250), "parsing '12.50 EUR'"
    for cents in (0, 5, -5, 57, 435, 1999, 101001, 90071992547409931):
        amount = Money(cents, "USD")
        assert Money.parse(str(amount)) == amount, f"parsing {str(amount)!r}"


def test_parse_refuses_anything_else():
    """Any other text is refused with InvalidValue: "12.5 EUR", "12 EUR", "12.50", "12.50 XYZ"."""
    texts = ("12.5 EUR", "12.505 EUR", "12 EUR", "12.50", "12.50 XYZ", "12,50 EUR", "EUR 12.50")
    texts += ("a lot", "", "12.50 EUR\n", " 12.50 EUR")
    assert accepted(Money.parse, texts) == [], "these were accepted as an amount, and must not be"


def test_total_sums_any_number_of_amounts():
    """`Money.total(amounts, currency)` is the sum of all in `currency`, EUR when left out; of none
    it is zero. An amount of any other currency raises CurrencyMismatch, so the total of dollars
    needs "USD"."""
    assert Money.total([Money(1250), Money(250), Money(-100)]) == Money(1400)
    assert Money.total([]) == Money(0, "EUR")
    assert Money.total([], currency="USD") == Money(0, "USD")
    assert Money.total((Money(cents, "USD") for cents in (1, 2)), "USD") == Money(3, "USD")
    for amounts in ([Money(1), Money(1, "USD")], [Money(1, "USD")]):
        with pytest.raises(CurrencyMismatch):
            Money.total(amounts)
    with pytest.raises(CurrencyMismatch):
        Money.total([Money(1)], "USD")
