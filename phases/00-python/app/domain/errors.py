"""What can go wrong in the shop, as exceptions with the facts in them.

All of them are a `StorefrontError`, so that one `except` can catch whatever the shop refuses and
nothing else. The names say what happened, as `StopIteration` does; "Error" would add nothing.
"""
# ruff: noqa: N818


class StorefrontError(Exception):
    """The shop refuses to do what it was asked."""


class InvalidValue(StorefrontError):
    """A value that breaks a rule, such as a price below zero."""


class CurrencyMismatch(InvalidValue):
    """Amounts of different currencies were used together."""


class UnknownProduct(Exception):
    """No product has this SKU. Exercise 0.2 chooses the base and writes the rest."""

    def __init__(self, sku: str) -> None:
        raise NotImplementedError("exercise 0.2")


class DuplicateSku(Exception):
    """Another product has this SKU already. Exercise 0.2 chooses the base and writes the rest."""

    def __init__(self, sku: str) -> None:
        raise NotImplementedError("exercise 0.2")


class OutOfStock(Exception):
    """More pieces were wanted than are left. Exercise 0.2 chooses the base and writes the rest."""

    def __init__(self, sku: str, wanted: int, left: int) -> None:
        raise NotImplementedError("exercise 0.2")
