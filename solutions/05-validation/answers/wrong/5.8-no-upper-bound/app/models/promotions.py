class Sale(BaseModel):
    """What somebody wants to buy: the query of a quote, so its numbers arrive as text."""

    price_cents: Annotated[int, Field(ge=0, le=MAX_INTEGER, description="Of one piece.")]
    quantity: Annotated[int, Field(ge=1)] = 1
