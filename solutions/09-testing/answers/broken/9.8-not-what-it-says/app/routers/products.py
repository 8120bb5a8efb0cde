from fastapi.responses import JSONResponse


@router.get(
    "/{product_id}",
    response_model=Product,
    responses=refuses(404),
    summary="Read a product",
)
def read_product(product: ProductDep, response: Response) -> JSONResponse:
    """Answer one product and its entity tag, without what only the shop should know.

    Raises: NotFound when there is no product with this id.
    """
    return JSONResponse(dict(product) | {"price_cents": str(product["price_cents"])})
