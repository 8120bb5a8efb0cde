class AmountOff(AnyDiscount):
    """So much less for all pieces together."""

    kind: Literal["amount_off"]
    amount_cents: Annotated[Cents, Field(ge=1, examples=[500])]
    currency: CurrencyCode

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the amount; nobody is paid for buying."""
        return unit_price_cents * quantity - self.amount_cents

    @property
    def label(self) -> str:
        """`5.00 EUR off`."""
        return f"{money_text(self.amount_cents, self.currency)} off"
