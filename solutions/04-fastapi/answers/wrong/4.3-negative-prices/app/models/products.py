class ProductFilters(BaseModel):
    """What a client may ask of a list of products; a filter that is left out lets all through."""

    q: Annotated[str | MISSING, Field(min_length=1, max_length=80)] = MISSING
    min_price_cents: int | MISSING = MISSING
    max_price_cents: int | MISSING = MISSING
    in_stock: bool | MISSING = MISSING
    sort: Literal["name", "-name", "price_cents", "-price_cents"] | MISSING = MISSING
