def execute(query: str, catalogue: Catalogue) -> dict[str, Any]:
    data: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    try:
        for wanted in parse(query):
            try:
                data[wanted.name] = resolve(wanted, catalogue)
            except UnknownProduct as problem:
                data[wanted.name] = None
                errors.append({"message": str(problem), "path": [wanted.key]})
    except QueryError as problem:
        return {"errors": [{"message": str(problem)}]}
    return {"data": data, "errors": errors} if errors else {"data": data}
