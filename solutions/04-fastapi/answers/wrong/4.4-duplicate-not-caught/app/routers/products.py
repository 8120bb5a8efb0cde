@router.post("", status_code=201)
def create_product(
    data: ProductCreate, request: Request, response: Response, store: StoreDep
) -> Product:
    product = store.add_product(data.model_dump())
    response.headers["Location"] = str(request.url_for("read_product", product_id=product.id))
    return Product.model_validate(product, from_attributes=True)
