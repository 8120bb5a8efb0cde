def problem_response(
    status_code: int, detail: str, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """Make the response for a problem, without telling why."""
    problem = Problem(
        title=title_of(status_code), status=status_code, detail="This cannot be done."
    )
    return ProblemResponse(problem.model_dump(), status_code=status_code, headers=headers)
