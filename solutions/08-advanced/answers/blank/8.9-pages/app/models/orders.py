class OrderFilters(BaseModel):
    """What a client may ask of a list of orders; a filter that is left out lets all through."""

    # exercise 8.9: nothing can be asked yet.
