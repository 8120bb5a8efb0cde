router = APIRouter(
    prefix="/diagnostics/lifecycle",
    tags=["diagnostics"],
)


@router.get("", responses=refuses(409, 422), summary="Go through all steps of a request")
def read_lifecycle(
    _work: WorkDep,
    _found: Annotated[str, Depends(look_up)],
    trace: TraceDep,
    tasks: BackgroundTasks,
    _gate: Annotated[None, Depends(pass_the_gate)],
    *,
    fail: bool = False,
) -> Steps:
    """Note that the operation runs, and answer the steps so far.

    Raises: 409 when the client wants it to fail.
    """
    trace.note("operation")
    tasks.add_task(trace.note, "background task")
    if fail:
        raise HTTPException(status.HTTP_409_CONFLICT, "As you wished.")
    return Steps(steps=trace.steps)
