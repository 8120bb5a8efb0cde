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
    raise NotImplementedError("exercise 10.4")


@router.get("/health", summary="Say whether the service is alive")
def read_health() -> Health:
    """Answer as long as the process can answer at all."""
    return Health()


# Exercise 10.3: Alive, and ready. Write `read_live` here.


# Exercise 10.3: Alive, and ready. Write `read_ready` here.


# Exercise 10.4: Numbers for a monitor. Write `read_metrics` here.
