def add_one(products: ProductRepository, number: int, fields: Mapping[str, Any]) -> BulkOutcome:
    """Add the product with this number in the request, and say what became of it."""
    try:
        product = products.add(ProductCreate.model_validate(fields).model_dump())
    except ValidationError as error:
        return BulkOutcome(
            status=422,
            problem=InvalidProblem(
                title="Unprocessable Content",
                status=422,
                detail="This product was not added.",
                errors=[describe_error({**e, "loc": ("body", *e["loc"])}) for e in error.errors()],
            ),
        )
    except DuplicateSku as error:
        conflict = status.HTTP_409_CONFLICT
        problem = Problem(title=title_of(conflict), status=conflict, detail=str(error))
        return BulkOutcome(status=409, problem=problem)
    return BulkOutcome(status=201, product=Product.model_validate(product))
