from dataclasses import asdict


def product_to_json(product: Product) -> dict[str, Any]:
    return asdict(product)
