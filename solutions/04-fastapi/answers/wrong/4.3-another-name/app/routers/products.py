@router.get("", summary="List products, page by page")
def get_products(
    store: StoreDep,
    filters: Annotated[ProductFilters, Query()],
    limit: Limit = 20,
    offset: Offset = 0,
) -> ProductPage:
    """Answer the page of products that the filters let through, and how many there are in all."""
    found = store.search_products(**filters.model_dump())
    return ProductPage.model_validate(
        {"items": found[offset : offset + limit], "total": len(found)}, from_attributes=True
    )
