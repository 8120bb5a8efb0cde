def select(product: Product, selection: tuple[Field, ...]) -> dict[str, Any]:
    if not selection:
        raise QueryError("Select something.")
    values = {name: read(product) for name, read in PRODUCT_FIELDS.items()}
    return {wanted.key: values.get(wanted.name) for wanted in selection}
