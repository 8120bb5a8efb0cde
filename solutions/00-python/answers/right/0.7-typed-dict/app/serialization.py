from typing import TypedDict


class ProductJson(TypedDict):
    """A product as JSON."""

    sku: str
    name: str
    price_cents: int
    currency: str
    stock: int


def product_to_json(product: Product) -> ProductJson:
    """Return a product as plain data."""
    price = product.price
    return ProductJson(
        stock=product.stock,
        currency=price.currency,
        price_cents=price.cents,
        name=product.name,
        sku=product.sku,
    )


def dump_catalogue(catalogue: Catalogue) -> str:
    """Return all products as JSON text, indented and in ASCII."""
    items = list(map(product_to_json, catalogue))
    return json.dumps({"total": len(catalogue), "items": items}, indent=2)


def load_catalogue(text: str) -> Catalogue:
    """Read a catalogue by matching its shape."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InvalidValue(f"not JSON: {error}") from error
    match data:
        case {"items": [*items]}:
            catalogue = Catalogue()
            for item in items:
                catalogue.add(product_from_json(item))
            return catalogue
    raise InvalidValue("not a catalogue")
