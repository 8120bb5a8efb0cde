def problem_response(
    status_code: int, detail: str, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """Make the response for a problem."""
    problem = Problem(title=title_of(status_code), status=status_code, detail=detail)
    return ProblemResponse(
        problem.model_dump(),
        status_code=status_code,
        headers=headers,
        media_type="application/json" if status_code == status.HTTP_404_NOT_FOUND else None,
    )
