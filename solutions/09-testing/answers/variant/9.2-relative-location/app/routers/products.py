@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Product,
    responses=refuses(401, 403, 409),
    dependencies=[EDIT],
    summary="Add a product",
)
async def create_product(data: ProductCreate, response: Response, products: Products) -> RowMapping:
    """Store a new product and answer 201 with its address in `Location`."""
    product = products.add(data.model_dump())
    response.headers["Location"] = f"/api/v1/products/{product['id']}"
    return product
