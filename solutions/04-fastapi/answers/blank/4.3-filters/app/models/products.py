class ProductFilters(BaseModel):
    """What a client may ask of a list of products; a filter that is left out lets all through."""

    # exercise 4.3: List products. Five filters belong here.
