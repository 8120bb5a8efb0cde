@router.post(
    "",
    response_model=Product,
    responses=refuses(401, 403, 409),
    dependencies=[EDIT],
    summary="Add a product",
)
def create_product(
    data: ProductCreate, request: Request, response: Response, products: Products
) -> RowMapping:
    """Store a new product and answer with its address in `Location`."""
    product = products.add(data.model_dump())
    response.headers["Location"] = str(request.url_for("read_product", product_id=product["id"]))
    return product
