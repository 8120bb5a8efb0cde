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


class UnknownProduct(StorefrontError):
    """No product has this SKU."""

    def __init__(self, sku: str) -> None:
        super().__init__(sku)
        self.sku = sku

    def __str__(self) -> str:
        """Return the sentence for people."""
        return f"There is no product {self.sku}."


class DuplicateSku(StorefrontError):
    """Another product has this SKU already."""

    def __init__(self, sku: str) -> None:
        super().__init__(sku)
        self.sku = sku

    def __str__(self) -> str:
        """Return the sentence for people."""
        return f"SKU {self.sku} is taken."


class OutOfStock(StorefrontError):
    """More pieces were wanted than are left."""

    def __init__(self, sku: str, wanted: int, left: int) -> None:
        super().__init__(sku, wanted, left)
        self.sku = sku
        self.wanted = wanted
        self.left = left

    def __str__(self) -> str:
        """Return the sentence for people."""
        return f"{self.wanted} of {self.sku} wanted, {self.left} left."
