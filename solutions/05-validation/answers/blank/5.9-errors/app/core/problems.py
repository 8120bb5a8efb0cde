def steps_in(body: object, path: Sequence[int | str]) -> list[int | str]:
    """Keep the steps of an error's path that a client can follow in the body.

    Where a model is one of several, Pydantic names the one that it took, by the value of the
    field that tells them apart, `kind`: `("discount", "percent_off", "percent")`. There is no
    `percent_off` to go to in `{"discount": {"kind": "percent_off", "percent": "1000"}}`.
    """
    # exercise 5.9: Errors that a form can show. Every step is kept.
    return list(path)


def describe_error(
    error: Mapping[str, Any], body: object = None, language: Language = "en"
) -> Mistake:
    """Turn one of Pydantic's errors into the contract's form.

    Pydantic's `loc` begins with where the value came from: `("body", "items", 0, "sku")` is the
    pointer `#/items/0/sku`, `("query", "limit")` is the parameter `limit`. `body` is what the
    client sent.
    """
    # exercise 5.9: Errors that a form can show. As in phase 04: neither body nor language is used.
    source, *path = error["loc"]
    if source != "body":
        return Mistake(detail=error["msg"], parameter=".".join(map(str, path)))
    if error["type"] == "json_invalid":  # its path is a position in the text
        return Mistake(detail=error["ctx"]["error"], pointer="#")
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return Mistake(detail=error["msg"], pointer="/".join(["#", *steps]))
