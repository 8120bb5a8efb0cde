def execute(query: str, catalogue: Catalogue) -> dict[str, Any]:
    try:
        wanted = {item.key: item for item in parse(query)}
        results = {key: _attempt(item, catalogue) for key, item in wanted.items()}
    except QueryError as problem:
        return {"errors": [{"message": f"Refused: {problem}", "extensions": {"code": "QUERY"}}]}
    failed = {key: value for key, value in results.items() if isinstance(value, Exception)}
    answer: dict[str, Any] = {
        "data": {key: None if key in failed else value for key, value in results.items()}
    }
    if failed:
        answer["errors"] = [
            {"message": str(problem), "path": [key], "extensions": {"code": "UNKNOWN"}}
            for key, problem in failed.items()
        ]
    return answer


def _attempt(item: Field, catalogue: Catalogue) -> object:
    try:
        return resolve(item, catalogue)
    except UnknownProduct as problem:
        return problem


def select(product: Product, selection: tuple[Field, ...]) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    for wanted in selection:
        read = PRODUCT_FIELDS.get(wanted.name)
        if read is None or wanted.selection:
            raise QueryError(wanted.name)
        chosen[wanted.key] = read(product)
    if not chosen:
        raise QueryError("nothing selected")
    return chosen
