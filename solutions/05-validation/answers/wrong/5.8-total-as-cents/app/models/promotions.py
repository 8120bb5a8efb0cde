class Quote(BaseModel):
    """What somebody would pay with a promotion."""

    unit_price_cents: Cents
    quantity: Quantity
    total_cents: Cents
    currency: CurrencyCode
    text: Annotated[str, Field(description="The total, for people.", examples=["21.88 EUR"])]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def saved_cents(self) -> int:
        """How much less that is than without the promotion."""
        return self.unit_price_cents * self.quantity - self.total_cents

