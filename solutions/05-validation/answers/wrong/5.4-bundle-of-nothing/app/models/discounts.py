class Bundle(AnyDiscount):
    """Buy three, pay two."""

    kind: Literal["bundle"]
    buy: Annotated[Quantity, Field(ge=2, le=100, examples=[3])]
    pay: Annotated[Quantity, Field(le=99, examples=[2])]

    @model_validator(mode="after")
    def refuse_what_is_no_bundle(self) -> Self:
        """Who pays for as many as they buy has no discount."""
        if self.pay > self.buy:
            raise PydanticCustomError("no_bundle", "pay must be less than buy.")
        return self

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum of the pieces that are paid: of every full bundle some are free."""
        free = quantity // self.buy * (self.buy - self.pay)
        return unit_price_cents * (quantity - free)

    @property
    def label(self) -> str:
        """`3 for 2`."""
        return f"{self.buy} for {self.pay}"
