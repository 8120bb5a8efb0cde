class Sale(BaseModel):
    """What somebody wants to buy: the query of a quote, so its numbers arrive as text."""

    price_cents: Cents
    quantity: Quantity = 1
