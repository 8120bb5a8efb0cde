from typing import Any, Self

from sqlalchemy import RowMapping


class Product:
    @classmethod
    def of(cls, row: RowMapping) -> Self:
        """Make a product of a row."""
        price = {"amount": row["price_cents"], "currency": row["currency"]}
        return cls.model_validate({**row, "price": price})
