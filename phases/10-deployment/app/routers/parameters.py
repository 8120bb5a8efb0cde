"""Parameters that several operations share."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator

from app.models.numbers import within_bigint

Limit = Annotated[int, Query(ge=1, le=100, description="How many items a page holds at most.")]
Offset = Annotated[
    int,
    Query(ge=0, description="How many items come before the page."),
    AfterValidator(within_bigint),
]
RowId = Annotated[
    int,
    Path(ge=1, description="The number that the shop gave it."),
    AfterValidator(within_bigint),
]
