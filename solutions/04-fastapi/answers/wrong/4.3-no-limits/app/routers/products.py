@router.get("")
def list_products(
    store: StoreDep,
    filters: Annotated[ProductFilters, Query()],
    limit: int = 20,
    offset: int = 0,
) -> ProductPage:
    found = store.search_products(**filters.model_dump())
    page = found[offset : offset + limit]
    return ProductPage.model_validate({"items": page, "total": len(found)}, from_attributes=True)
