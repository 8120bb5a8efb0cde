@router.post("", status_code=201)
def create_product(
    data: ProductCreate, request: Request, response: Response, store: StoreDep
) -> Product:
    try:
        product = store.add_product(data.model_dump())
    except DuplicateSku as error:
        raise HTTPException(409, str(error)) from error
    response.headers["Location"] = str(request.url_for("read_product", product_id=product.id))
    return Product.model_validate(product, from_attributes=True)
