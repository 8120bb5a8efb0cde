from dataclasses import dataclass


@dataclass
class Product:
    """One thing on sale; its rules are a method for each field."""

    sku: str
    name: str
    price: Money
    stock: int = 0

    def __post_init__(self) -> None:
        """Ask every rule."""
        self._check_sku()
        self._check_name()
        match self.price:
            case Money(cents=cents) if cents >= 0:
                pass
            case _:
                raise InvalidValue("price: an amount of zero or more")
        if type(self.stock) is not int or self.stock < 0:
            raise InvalidValue("stock: a whole number of zero or more")

    def _check_sku(self) -> None:
        letters, hyphen, digits = str(self.sku).partition("-")
        good = (
            isinstance(self.sku, str)
            and (len(letters), hyphen, len(digits)) == (3, "-", 4)
            and (letters + digits).isascii()
            and letters.isalpha()
            and letters.isupper()
            and digits.isdigit()
        )
        if not good:
            raise InvalidValue("sku: like MUG-0042")

    def _check_name(self) -> None:
        if not isinstance(self.name, str) or self.name == "" or len(self.name) > 80:
            raise InvalidValue("name: 1 to 80 characters")

    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        if type(quantity) is not int or quantity < 1:
            raise InvalidValue("quantity: one or more")
        left = self.stock - quantity
        if left < 0:
            raise OutOfStock(sku=self.sku, wanted=quantity, left=self.stock)
        self.stock = left
