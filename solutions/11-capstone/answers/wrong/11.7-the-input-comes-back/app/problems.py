def invalid(errors: Sequence[Mapping[str, Any]]) -> ProblemResponse:
    """Make the answer 422 with all that is wrong; what was sent is not repeated."""
    told = [
        {**place_of(e), "detail": f"{e['msg']}: {_plain(e.get('input'))}"}
        for e in errors
    ]
    return problem(status.HTTP_422_UNPROCESSABLE_CONTENT, "The request is not valid.", errors=told)


def _plain(value: object) -> str:
    """What was sent."""
    return (
        str(getattr(value, "get_secret_value", lambda: value)()).encode(errors="replace").decode()
    )
