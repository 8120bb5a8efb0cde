"""Feedback from an HTML form."""

from typing import Annotated

from fastapi import APIRouter, Form, status

from app.core.problems import refuses
from app.models.feedback import Feedback, FeedbackForm
from app.routers.dependencies import FeedbackDep

router = APIRouter(prefix="/api/v1/feedback", tags=["service"], responses=refuses(422))


@router.post("", status_code=status.HTTP_201_CREATED, summary="Send feedback from an HTML form")
def create_feedback(form: Annotated[FeedbackForm, Form()], feedback: FeedbackDep) -> Feedback:
    """Store what a browser sends when somebody presses the form's button."""
    feedback_id = feedback.add(email=form.email, message=form.message)
    return Feedback(id=feedback_id, email=form.email, message=form.message)
