def add_one(products: ProductRepository, number: int, fields: Mapping[str, Any]) -> BulkOutcome:
    """Add the product with this number in the request, and say what became of it."""
    try:
        product = products.add(ProductCreate.model_validate(fields).model_dump())
    except ValidationError as error:
        return BulkOutcome(status=422, problem=_invalid(number, error))
    return BulkOutcome(status=201, product=Product.model_validate(product))
