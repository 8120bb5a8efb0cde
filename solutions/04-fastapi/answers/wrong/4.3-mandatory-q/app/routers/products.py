@router.get("")
def list_products(
    store: StoreDep,
    filters: Annotated[ProductFilters, Query()],
    q: Annotated[str, Query(min_length=1, max_length=80)],
    limit: Limit = 20,
    offset: Offset = 0,
) -> ProductPage:
    found = store.search_products(**(filters.model_dump() | {"q": q}))
    page = found[offset : offset + limit]
    return ProductPage.model_validate({"items": page, "total": len(found)}, from_attributes=True)
