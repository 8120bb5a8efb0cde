@router.put("/{product_id}", responses=refuses(404, 409))
async def replace_product(product_id: ProductId, data: ProductCreate, store: StoreDep) -> Product:
    try:
        product = store.change_product(product_id, dict(data))
    except DuplicateSku:
        raise HTTPException(409, "Taken.") from None
    if product:
        return Product.model_validate(product, from_attributes=True)
    raise HTTPException(404, "Unknown.")


@router.patch("/{product_id}", responses=refuses(404, 409))
async def update_product(product_id: ProductId, data: ProductPatch, store: StoreDep) -> Product:
    try:
        fields = data.model_dump(exclude_unset=True)
        product = store.change_product(product_id, fields)
    except DuplicateSku:
        raise HTTPException(409, "Taken.") from None
    if product:
        return Product.model_validate(product, from_attributes=True)
    raise HTTPException(404, "Unknown.")


@router.delete("/{product_id}", status_code=204, responses=refuses(404))
async def delete_product(product_id: ProductId, store: StoreDep) -> Response:
    found = store.remove_product(product_id)
    if found:
        return Response(status_code=204)
    raise HTTPException(404, "Unknown.")
