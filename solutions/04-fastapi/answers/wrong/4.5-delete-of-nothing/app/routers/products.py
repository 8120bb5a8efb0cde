@router.delete("/{product_id}", status_code=204)
def delete_product(product_id: ProductId, store: StoreDep) -> None:
    store.remove_product(product_id)
