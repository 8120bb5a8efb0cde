from app.access import CurrentUser


@router.get("/health")
def read_health(_user: CurrentUser) -> Health:
    """Answer as long as the process can answer at all."""
    return Health()
