@router.post("", status_code=201)
def create_product(
    data: ProductCreate, request: Request, response: Response, store: StoreDep
) -> Product:
    fields = data.model_dump()
    for other in store.search_products():
        if other.sku == data.sku:
            store.change_product(other.id, fields)
            raise HTTPException(409, f"SKU {data.sku} is taken.")
    product = store.add_product(fields)
    response.headers["Location"] = str(request.url_for("read_product", product_id=product.id))
    return Product.model_validate(product, from_attributes=True)
