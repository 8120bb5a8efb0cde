def describe_error(error: Mapping[str, Any]) -> Mistake:
    source, *path = error["loc"]
    if error["type"] == "json_invalid":
        return Mistake(detail=error["ctx"]["error"], pointer="#")
    steps = [str(step).replace("~", "~0").replace("/", "~1") for step in path]
    return Mistake(detail=error["msg"], pointer="/".join(["#", *steps]))
