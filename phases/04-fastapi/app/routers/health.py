"""Whether the service is alive."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """What a monitor wants to know."""

    status: Literal["ok"] = "ok"


# Exercise 4.1: An application that answers. Write `read_health` here.
