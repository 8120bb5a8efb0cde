"""Parameters that several operations share."""

from typing import Annotated

from fastapi import Query

Limit = Annotated[int, Query(ge=1, le=100, description="How many items a page holds at most.")]
Offset = Annotated[int, Query(ge=0, description="How many items come before the page.")]
