@router.get("/health/ready", summary="Say whether requests are welcome")
async def read_ready(
    response: Response, readiness: Annotated[Readiness, Depends(get_readiness)]
) -> Health:
    """Answer 200 when the database answers and is up to date."""
    await readiness.check()
    response.headers["Cache-Control"] = "no-store"
    return Health()
