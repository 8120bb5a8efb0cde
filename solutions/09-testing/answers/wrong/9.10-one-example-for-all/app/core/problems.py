from typing import Any


def example_of(status_code: int) -> dict[str, Any]:
    """Return a problem."""
    problem = Problem(title="Not Found", status=404, detail="There is no product 7.")
    if status_code != 422:
        return problem.model_dump()
    fields = problem.model_dump() | {"status": 422}
    return InvalidProblem(
        **fields, errors=[Mistake(detail="Too short", pointer="#/name")]
    ).model_dump()
