def steps_in(body: object, path: Sequence[int | str]) -> list[int | str]:
    if not path:
        return []
    step, *rest = path
    if isinstance(body, dict):
        if body.get("kind") == step and step not in body:
            return steps_in(body, rest)
        return [step, *steps_in(body.get(step), rest)]
    if isinstance(body, list) and isinstance(step, int) and step < len(body):
        return [step, *steps_in(body[step], rest)]
    return list(path)
