"""The part of the API that partners of the shop rely on, as an OpenAPI document."""

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from app.contract import Contract
from app.core.problems import describe_problems
from app.routers import orders, products

SNAPSHOT = Path(__file__).with_name("openapi.json")
"""The document as it was when partners got it: their programs were written for this one."""


def current_document() -> dict[str, Any]:
    """Return the document of the products and orders of today."""
    api = FastAPI(
        title="Storefront for partners",
        version="1.0.0",
        generate_unique_id_function=lambda route: route.name,
    )
    describe_problems(api)
    api.include_router(products.router)
    api.include_router(orders.router)
    return api.openapi()


def current_contract() -> Contract:
    """Return today's document, its references followed."""
    return Contract(current_document())


def snapshot() -> Contract:
    """Return the document that partners have."""
    return Contract(json.loads(SNAPSHOT.read_text(encoding="utf-8")))


def save_snapshot() -> None:
    """Give partners today's document: `python -c "from suite.document import *; save_snapshot()"`.

    Do it for changes that break nothing, and read the difference before you commit it.
    """
    text = json.dumps(current_document(), indent=1, sort_keys=True)
    SNAPSHOT.write_text(f"{text}\n", encoding="utf-8")
