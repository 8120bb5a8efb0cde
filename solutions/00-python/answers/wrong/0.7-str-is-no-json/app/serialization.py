def dump_catalogue(catalogue: Catalogue) -> str:
    items = [product_to_json(product) for product in catalogue]
    return str({"items": items, "total": len(items)})
