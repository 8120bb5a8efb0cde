@router.get("/{product_id}", response_model=Product)
def read_product(product_id: ProductId, store: StoreDep) -> StoredProduct | None:
    return store.find_product(product_id)
