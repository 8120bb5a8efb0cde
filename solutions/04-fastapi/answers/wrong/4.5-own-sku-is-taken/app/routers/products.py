def change_product(store: Store, product_id: int, fields: dict[str, Any]) -> StoredProduct:
    product = store.find_product(product_id)
    if product is None:
        raise HTTPException(404, f"There is no product {product_id}.")
    sku = fields.get("sku", product.sku)
    if any(other.sku == sku for other in store.search_products()):
        raise HTTPException(409, f"SKU {sku} is taken.")
    changed = store.change_product(product_id, fields)
    assert changed is not None
    return changed
