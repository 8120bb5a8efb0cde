from pydantic import computed_field

from app.models.types import money_text


class Product(BaseModel):
    @computed_field
    def price(self) -> str:
        """The price for people."""
        return money_text(self.price_cents, self.currency)
