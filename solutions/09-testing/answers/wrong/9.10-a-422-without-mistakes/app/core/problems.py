from typing import Any


def example_of(status_code: int) -> dict[str, Any]:
    """Return a problem."""
    problem = Problem(title=title_of(status_code), status=status_code, detail="Refused.")
    if status_code != 422:
        return problem.model_dump()
    return InvalidProblem(**problem.model_dump(), errors=[]).model_dump()
