from fastapi.responses import JSONResponse


@router.post("", status_code=201, response_model=Product, responses=refuses(409))
async def create_product(body: ProductCreate, request: Request, store: StoreDep) -> JSONResponse:
    if any(product.sku == body.sku for product in store.search_products()):
        raise HTTPException(status_code=409, detail=f"Somebody else has {body.sku} already.")
    stored = store.add_product(body.model_dump())
    return JSONResponse(
        body.model_dump() | {"id": stored.id},
        status_code=201,
        headers={"location": request.url_for("read_product", product_id=stored.id).path},
    )
