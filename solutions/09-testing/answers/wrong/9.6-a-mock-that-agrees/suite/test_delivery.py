"""The carrier's client, replaced."""

from unittest.mock import Mock

from app.delivery import Carrier, Quote


def test_a_quote() -> None:
    carrier = Mock(spec=Carrier)
    carrier.quote.return_value = Quote(price_cents=490, currency="EUR", days=2)
    assert carrier.quote("DE", 750).price_cents == 490
    carrier.quote.assert_called_once_with("DE", 750)
