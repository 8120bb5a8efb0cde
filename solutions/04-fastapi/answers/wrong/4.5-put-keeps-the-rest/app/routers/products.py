@router.put("/{product_id}", response_model=Product)
def replace_product(product_id: ProductId, data: ProductCreate, store: StoreDep) -> StoredProduct:
    return change_product(store, product_id, data.model_dump(exclude_unset=True))
