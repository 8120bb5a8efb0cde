def product_from_json(data: Mapping[str, Any]) -> Product:
    price = Money(data["price_cents"], data.get("currency", "EUR"))
    return Product(data["sku"], data["name"], price, data.get("stock", 0))
