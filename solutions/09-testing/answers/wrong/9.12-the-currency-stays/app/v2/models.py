from typing import Any


class ProductPatch:
    def columns(self) -> dict[str, Any]:
        """Return the columns that change."""
        price = {} if self.price is MISSING else {"price_cents": self.price.amount}
        return self.model_dump(exclude={"price"}) | price
