def select(product: Product, selection: tuple[Field, ...]) -> dict[str, Any]:
    if not selection:
        raise QueryError("Select something.")
    for wanted in selection:
        if wanted.name not in PRODUCT_FIELDS or wanted.arguments or wanted.selection:
            raise QueryError(f"There is no {wanted.name}.")
    return {name: read(product) for name, read in PRODUCT_FIELDS.items()}
