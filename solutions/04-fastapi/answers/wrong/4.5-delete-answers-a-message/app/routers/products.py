@router.delete("/{product_id}")
def delete_product(product_id: ProductId, store: StoreDep) -> dict[str, str]:
    if not store.remove_product(product_id):
        raise HTTPException(404, f"There is no product {product_id}.")
    return {"message": "deleted"}
