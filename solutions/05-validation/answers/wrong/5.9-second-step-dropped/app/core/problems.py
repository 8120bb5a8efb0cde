def steps_in(body: object, path: Sequence[int | str]) -> list[int | str]:
    return [step for position, step in enumerate(path) if position != 1 or len(path) < 2]
