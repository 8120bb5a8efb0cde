@router.get("")
def list_products(
    store: StoreDep,
    filters: Annotated[ProductFilters, Query()],
    limit: Limit = 20,
    offset: Offset = 0,
) -> ProductPage:
    wanted = {name: value for name, value in filters.model_dump().items() if value}
    found = store.search_products(**{"in_stock": None, **wanted})
    page = found[offset : offset + limit]
    return ProductPage.model_validate({"items": page, "total": len(found)}, from_attributes=True)
