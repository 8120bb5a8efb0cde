@router.get("", summary="All products, in pages")
def list_products(
    products: Products,
    filters: Annotated[ProductFilters, Query()],
    pager: PagerDep,
    region: Annotated[str | None, Query(description="Where the client is.")] = None,
) -> ProductPage:
    """Answer the page of products that the filters let through, and how many there are in all."""
    page = products.search(ProductSearch(**filters.model_dump()), pager.wanted)
    pager.link(page)
    return ProductPage.model_validate(page, from_attributes=True)
