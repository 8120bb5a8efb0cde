def product_from_json(data: Mapping[str, Any]) -> Product:
    """Make a product of what `json.loads` returned. Currency and stock may be left out (EUR, 0).

    Raises: InvalidValue when data is not an object, lacks a key or breaks a rule of a product.
    """
    if not isinstance(data, Mapping):
        raise InvalidValue(f"A product is a JSON object, not {data!r}.")
    try:
        price = Money(data["price_cents"], data.get("currency") or "EUR")
        return Product(data["sku"], data["name"], price, data.get("stock") or 0)
    except KeyError as error:
        raise InvalidValue(f"A product needs {error}.") from error
