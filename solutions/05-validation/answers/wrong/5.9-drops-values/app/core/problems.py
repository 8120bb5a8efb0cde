def steps_in(body: object, path: Sequence[int | str]) -> list[int | str]:
    """Keep the steps of an error's path that a client can follow in the body.

    Where a model is one of several, Pydantic names the one that it took, by the value of the
    field that tells them apart, `kind`: `("discount", "percent_off", "percent")`. There is no
    `percent_off` to go to in `{"discount": {"kind": "percent_off", "percent": "1000"}}`.
    """
    steps: list[int | str] = []
    for step in path:
        match body, step:
            case dict(), str() if step == body.get("kind"):
                continue
            case dict(), str():
                body = body.get(step)
            case list(), int() if step < len(body):
                body = body[step]
        steps.append(step)
    return steps
