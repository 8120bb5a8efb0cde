@router.put("/{product_id}", response_model=Product)
def replace_product(product_id: ProductId, data: ProductCreate, store: StoreDep) -> StoredProduct:
    if store.find_product(product_id) is None:
        return store.add_product(data.model_dump())
    return change_product(store, product_id, data.model_dump())
