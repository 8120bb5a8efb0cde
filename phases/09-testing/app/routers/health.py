"""Whether the service is alive."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """What a monitor wants to know."""

    status: Literal["ok"] = "ok"


@router.get("/health", summary="Say whether the service is alive")
def read_health() -> Health:
    """Answer as long as the process can answer at all."""
    return Health()
