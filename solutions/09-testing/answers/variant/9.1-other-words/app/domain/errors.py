class StorefrontError(Exception):
    def __str__(self) -> str:
        """Return the sentence for people."""
        return "This cannot be done."


class UnknownProduct(StorefrontError):
    def __str__(self) -> str:
        """Return the sentence for people."""
        return "What is wanted is not for sale."


class DuplicateSku(StorefrontError):
    def __str__(self) -> str:
        """Return the sentence for people."""
        return "There is such a product already."


class OutOfStock(StorefrontError):
    def __str__(self) -> str:
        """Return the sentence for people."""
        return "So much is not left."
