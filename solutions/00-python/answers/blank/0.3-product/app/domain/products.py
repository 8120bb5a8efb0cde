class Product:
    """One thing on sale. Exercise 0.3 makes a dataclass of it; this class is to be replaced."""

    def __init__(self, *values: object, **named_values: object) -> None:
        raise NotImplementedError("exercise 0.3")

    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        raise NotImplementedError("exercise 0.3")
