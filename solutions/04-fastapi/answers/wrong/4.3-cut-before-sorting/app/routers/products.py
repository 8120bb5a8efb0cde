@router.get("")
def list_products(
    store: StoreDep,
    filters: Annotated[ProductFilters, Query()],
    limit: Limit = 20,
    offset: Offset = 0,
) -> ProductPage:
    found = store.search_products(**filters.model_dump(exclude={"sort"}))
    page = found[offset : offset + limit]
    sort = filters.model_dump().get("sort")
    if sort:
        page.sort(key=lambda each: getattr(each, sort.lstrip("-")), reverse=sort.startswith("-"))
    return ProductPage.model_validate({"items": page, "total": len(found)}, from_attributes=True)
