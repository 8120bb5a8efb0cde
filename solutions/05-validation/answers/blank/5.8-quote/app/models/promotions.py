class Sale(BaseModel):
    """What somebody wants to buy: the query of a quote, so its numbers arrive as text."""

    # exercise 5.8: A quote. Two numbers belong here.


class Quote(BaseModel):
    """What somebody would pay with a promotion."""

    # exercise 5.8: A quote. Six fields belong here; one is computed.
