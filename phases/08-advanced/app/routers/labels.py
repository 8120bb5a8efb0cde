"""Price labels for the shelf: one thing in three forms."""
# ruff: noqa: FAST003 - the parameters of the paths are taken by dependencies, in lookups.py

import html
from typing import Annotated, Any

from fastapi import APIRouter, Header, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse

from app.core.conditional import ConditionalRoute, fresh_for
from app.core.negotiation import choose_media_type
from app.core.problems import refuses
from app.core.refusals import NotAcceptable
from app.domain.money import Money
from app.routers.lookups import ProductDep

router = APIRouter(prefix="/api/v1/products", tags=["products"], route_class=ConditionalRoute)

FORMS = ("text/plain", "text/html", "application/json")
# OpenAPI describes Accept by the media types of the answers, and not as a parameter.
AcceptHeader = Annotated[str, Header(include_in_schema=False)]
LABEL_FORMS: dict[str, Any] = {media_type: {} for media_type in FORMS}


# Exercise 8.11: Answers of another kind. Write `read_label` here.
