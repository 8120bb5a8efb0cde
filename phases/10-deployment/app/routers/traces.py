"""The traces of requests that are over."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, status

from app.core.problems import refuses
from app.core.trace import Traces
from app.routers.lifecycle import Steps

router = APIRouter(prefix="/diagnostics/traces", tags=["diagnostics"], responses=refuses(422))

RequestId = Annotated[str, Path(pattern="^[A-Za-z0-9._-]{1,64}$")]


@router.get("/{request_id}", responses=refuses(404), summary="Say what happened to a request")
def read_trace(request_id: RequestId, request: Request) -> Steps:
    """Answer all steps of an earlier request, also those after its answer.

    Raises: 404 for a request that is unknown or forgotten.
    """
    traces: Traces = request.state.traces
    trace = traces.find(request_id)
    if trace is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no trace of {request_id}.")
    return Steps(steps=list(trace.steps))
