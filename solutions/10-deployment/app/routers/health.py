"""What machines ask: is the process alive, is it ready, how is it doing?"""

import secrets
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel

from app.auth.errors import unauthenticated
from app.core.problems import refuses
from app.core.refusals import NotFound
from app.readiness import Readiness

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """What a monitor wants to know."""

    status: Literal["ok"] = "ok"


async def get_readiness(request: Request) -> Readiness:
    """Return what knows whether this process is ready; the lifespan has made it."""
    readiness: Readiness = request.state.readiness
    return readiness


def require_metrics_token(
    request: Request, authorization: Annotated[str, Header(include_in_schema=False)] = ""
) -> None:
    """Let only the monitor pass that knows the token.

    Raises: NotFound where there is no token, and so no monitor; 401 for a wrong one.
    """
    expected = request.state.settings.metrics_token
    if expected is None:
        raise NotFound("There are no metrics here.")
    wanted = f"Bearer {expected.get_secret_value()}"
    if not secrets.compare_digest(authorization.encode(), wanted.encode()):
        raise unauthenticated("The metrics are for the monitor.")


@router.get("/health", summary="Say whether the service is alive")
def read_health() -> Health:
    """Answer as long as the process can answer at all."""
    return Health()


@router.get("/health/live", summary="Say whether the process is alive")
async def read_live() -> Health:
    """Answer on the event loop, without a thread and without the database.

    Who gets no answer here starts the process anew. That mends a process that hangs, and nothing
    else: a database that is down would only be joined by a service that restarts for ever.
    """
    return Health()


@router.get(
    "/health/ready",
    responses=refuses(503),
    summary="Say whether the process should be sent requests",
)
async def read_ready(
    readiness: Annotated[Readiness, Depends(get_readiness)], response: Response
) -> Health:
    """Answer 200 if requests are welcome, 503 if they should go elsewhere.

    Raises: NotReady.
    """
    response.headers["Cache-Control"] = "no-store"
    await readiness.check()
    return Health()


@router.get(
    "/metrics",
    dependencies=[Depends(require_metrics_token)],
    response_class=Response,
    include_in_schema=False,
)
def read_metrics(request: Request) -> Response:
    """Answer the numbers of this process, or of all workers, in the format of Prometheus."""
    return Response(request.state.metrics.render(), media_type=CONTENT_TYPE_LATEST)
