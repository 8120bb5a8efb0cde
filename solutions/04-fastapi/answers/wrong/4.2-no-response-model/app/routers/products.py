from fastapi.encoders import jsonable_encoder


@router.get("/{product_id}")
def read_product(product_id: ProductId, store: StoreDep) -> dict[str, Any]:
    product = store.find_product(product_id)
    if product is None:
        raise HTTPException(404, f"There is no product {product_id}.")
    return {
        **jsonable_encoder(product),
        "price_cents": product.price_cents,
        "currency": product.currency,
    }
