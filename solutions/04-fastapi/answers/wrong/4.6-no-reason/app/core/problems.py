def describe_error(error: Mapping[str, Any]) -> Mistake:
    source, *path = error["loc"]
    if source != "body":
        return Mistake(detail=error["msg"], parameter=".".join(map(str, path)))
    if error["type"] == "json_invalid":
        return Mistake(detail=error["msg"], pointer="#")
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in path)
    return Mistake(detail=error["msg"], pointer="/".join(["#", *steps]))
