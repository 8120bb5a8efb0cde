def product_to_json(product: Product) -> dict:
    """Return a product as plain data that `json.dumps` takes."""
    return {
        "sku": product.sku,
        "name": product.name,
        "price_cents": product.price.cents,
        "currency": product.price.currency,
        "stock": product.stock,
    }
