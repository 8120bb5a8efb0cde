@router.get("/{product_id}", responses=refuses(404))
async def read_product(product_id: Annotated[int, Path(gt=0)], store: StoreDep) -> Product:
    stored = store.find_product(product_id)
    if not stored:
        raise HTTPException(status_code=404, detail="No such product.")
    return Product(
        id=stored.id,
        sku=stored.sku,
        name=stored.name,
        price_cents=stored.price.cents,
        currency=stored.price.currency,
        stock=stored.stock,
    )
