def execute(query: str, catalogue: Catalogue) -> dict[str, Any]:
    try:
        return {"data": {wanted.key: resolve(wanted, catalogue) for wanted in parse(query)}}
    except (QueryError, UnknownProduct) as problem:
        return {"errors": [{"message": str(problem)}]}
