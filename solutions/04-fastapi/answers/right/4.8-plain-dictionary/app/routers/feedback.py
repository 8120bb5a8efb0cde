"""Feedback from an HTML form."""

from typing import Annotated

from fastapi import APIRouter, Form
from app.core.problems import refuses
from app.models.feedback import Feedback, FeedbackForm
from app.routers.dependencies import StoreDep

router = APIRouter(prefix="/api/v1/feedback", tags=["service"])


@router.post("", status_code=201, response_model=Feedback, responses=refuses(422))
async def create_feedback(
    form: Annotated[FeedbackForm, Form()], store: StoreDep
) -> dict[str, object]:
    fields = form.model_dump()
    return {"id": store.add_feedback(**fields), "internal": True, **fields}
