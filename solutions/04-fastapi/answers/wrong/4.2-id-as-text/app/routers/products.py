@router.get("/{product_id}", response_model=Product)
def read_product(product_id: str, store: StoreDep) -> StoredProduct:
    for product in store.search_products():
        if product.id == product_id:
            return product
    raise HTTPException(404, f"There is no product {product_id}.")
