from typing import Any

from app.core.config import Settings


DESCRIPTION = """\
Welcome to the shop.

## First steps

1. `POST /api/v1/users` signs you up.
2. `POST /api/v1/auth/token` logs you in.

## Errors

`application/problem+json`, always.
"""


def about(settings: Settings) -> dict[str, Any]:
    """Return the arguments for `FastAPI(…)`."""
    head: dict[str, Any] = {
        "title": "Storefront API",
        "summary": "A shop to learn with.",
        "description": DESCRIPTION,
        "version": "1.0.0",
        "license_info": {"name": "MIT", "url": "https://opensource.org/license/mit"},
        "servers": [
            {"url": "", "description": "Where this document came from."},
            {"url": str(settings.public_url).removesuffix("/"), "description": "Production."},
        ],
        "openapi_tags": TAGS,
    }
    if settings.contact_email:
        head["contact"] = {"name": "The shop", "email": settings.contact_email}
    return head
