"""The rules of the shop, grouped by what they are about."""

import unittest

from app.domain.catalogue import Catalogue
from app.domain.errors import CurrencyMismatch, InvalidValue, OutOfStock
from app.domain.money import Money
from app.domain.orders import place_order
from app.domain.products import Product


class MoneyTests(unittest.TestCase):
    def test_there_and_back(self) -> None:
        for cents in (0, 5, 29, 1250, 1999, -5, -195, -100):
            with self.subTest(cents=cents):
                self.assertEqual(Money.parse(str(Money(cents, "GBP"))), Money(cents, "GBP"))

    def test_text(self) -> None:
        self.assertEqual(str(Money(-5)), "-0.05 EUR")

    def test_sums(self) -> None:
        self.assertEqual(Money(1) + Money(2), Money(3))
        self.assertRaises(CurrencyMismatch, lambda: Money(1) + Money(1, "USD"))
        self.assertEqual(Money.total([], "USD"), Money(0, "USD"))


class ProductTests(unittest.TestCase):
    def setUp(self) -> None:
        self.pen = Product("PEN-0007", "Pen", Money(100), stock=3)
        self.mug = Product("MUG-0042", "Mug", Money(100), stock=10)

    def test_all_can_be_taken(self) -> None:
        self.pen.take(3)
        self.assertEqual(self.pen.stock, 0)
        self.assertRaises(OutOfStock, self.pen.take, 1)

    def test_less_than_one_cannot(self) -> None:
        for quantity in (0, -1):
            self.assertRaises(InvalidValue, self.pen.take, quantity)
        self.assertEqual(self.pen.stock, 3)

    def test_all_or_nothing(self) -> None:
        shop = Catalogue([self.mug, self.pen])
        self.assertRaises(OutOfStock, place_order, shop, {"MUG-0042": 1, "PEN-0007": 4})
        self.assertEqual((self.mug.stock, self.pen.stock), (10, 3))
