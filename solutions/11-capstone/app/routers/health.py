"""Whether the service lives, and whether it can serve."""

from typing import Literal

from fastapi import APIRouter, Depends, HTTPException, Response, status
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.database import SessionDep


async def not_kept(response: Response) -> None:
    """Ask caches to keep nothing of an answer: it is true at this moment only."""
    response.headers["Cache-Control"] = "no-store"


router = APIRouter(tags=["service"], dependencies=[Depends(not_kept)])


class Health(BaseModel):
    """What a monitor wants to know."""

    status: Literal["ok"] = "ok"


@router.get("/health")
async def read_health() -> Health:
    """Answer as long as the process can answer at all.

    It is `async`, because a process whose threads are all busy is not a dead one.
    """
    return Health()


@router.get("/ready")
def read_readiness(session: SessionDep) -> Health:
    """Answer 200 if the database answers: only then should requests be sent here.

    Raises: 503 while it does not.
    """
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        raise HTTPException(
            status.HTTP_503_SERVICE_UNAVAILABLE, "The database does not answer."
        ) from error
    return Health()
