class Quote(BaseModel):
    """What somebody would pay with a promotion."""

    unit_price_cents: Cents
    quantity: Quantity
    total_cents: Annotated[int, Field(ge=0, examples=[2188])]
    currency: CurrencyCode
    text: Annotated[str, Field(description="The total, for people.", examples=["21.88 EUR"])]

    saved_cents: int
