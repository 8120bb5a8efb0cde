def describe_error(
    error: Mapping[str, Any], body: object = None, language: Language = "en"
) -> Mistake:
    """Turn one of Pydantic's errors into the contract's form.

    Pydantic's `loc` begins with where the value came from: `("body", "items", 0, "sku")` is the
    pointer `#/items/0/sku`, `("query", "limit")` is the parameter `limit`. `body` is what the
    client sent.
    """
    source, *path = error["loc"]
    if source != "body":
        return Mistake(detail=phrase(error, language), parameter=".".join(map(str, path)))
    if error["type"] == "json_invalid":  # its path is a position in the text
        return Mistake(detail=error["ctx"]["error"], pointer="#")
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in steps_in(body, path))
    return Mistake(detail=phrase(error), pointer="/".join(["#", *steps]))
