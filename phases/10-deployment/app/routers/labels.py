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
LABEL_FORMS: dict[str, Any] = {
    "text/plain": {"schema": {"type": "string"}, "example": "Blue mug\n12.50 EUR\n"},
    "text/html": {"schema": {"type": "string"}},
    "application/json": {"schema": {"$ref": "#/components/schemas/Label"}},
}


@router.get(
    "/{product_id}/label",
    response_class=Response,
    responses={200: {"content": LABEL_FORMS}, **refuses(404, 406, 422)},
    summary="Print a price label",
)
@fresh_for(60)
def read_label(product: ProductDep, accept: AcceptHeader = "*/*") -> Response:
    """Answer the label as text, as a page or as JSON, whichever the client likes best.

    Raises: NotFound when there is no product with this id; NotAcceptable when no form is.
    """
    name, price = product["name"], str(Money(product["price_cents"], product["currency"]))
    headers = {"Vary": "Accept"}  # to a cache: another Accept, another answer
    match choose_media_type(accept, FORMS):
        case "text/plain":
            return PlainTextResponse(f"{name}\n{price}\n", headers=headers)
        case "text/html":
            # The name is a text that somebody typed: `<script>` in it must stay a text.
            page = f"<h1>{html.escape(name)}</h1>\n<p>{html.escape(price)}</p>\n"
            return HTMLResponse(page, headers=headers)
        case "application/json":
            return JSONResponse({"name": name, "price": price}, headers=headers)
    raise NotAcceptable(f"A label is one of {', '.join(FORMS)}.")
