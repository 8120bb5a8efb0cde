@router.patch("/{product_id}", response_model=Product)
def update_product(product_id: ProductId, data: ProductPatch, store: StoreDep) -> StoredProduct:
    fields = {name: value for name, value in data.model_dump().items() if value}
    return change_product(store, product_id, fields)
