"""What the OpenAPI document says about the API as a whole.

Fields and their meaning: https://spec.openapis.org/oas/v3.1.1.html#info-object
"""

from typing import Any

from app.core.config import Settings

DESCRIPTION = """\
Products, orders and customers of a small shop.

## Logging in

Reading the catalogue needs no login. For the rest, send e-mail address and password to
`POST /api/v1/auth/token`, and then the access token with each request:
`Authorization: Bearer …`. Programs use an API key in `X-API-Key`.

## What goes wrong

Every refusal is a problem document (RFC 9457) with the media type `application/problem+json`. Its
`status` is that of the answer; a 422 lists each mistake with its place in `errors`.

## Money

Amounts are whole cents. 1250 is 12.50.
"""

TAGS: list[dict[str, Any]] = [
    {"name": "products", "description": "What is for sale. Everybody may read it."},
    {"name": "orders", "description": "What was bought, at the prices of that moment."},
    {"name": "categories", "description": "Shelves: products that belong together."},
    {"name": "reviews", "description": "What customers say about products."},
    {"name": "promotions", "description": "Discounts, and what something costs with them."},
    {"name": "users", "description": "Customers and staff."},
    {
        "name": "auth",
        "description": "Tokens, sessions, API keys, passwords.",
        "externalDocs": {
            "description": "OAuth 2.0",
            "url": "https://www.rfc-editor.org/rfc/rfc6749",
        },
    },
    {"name": "notes", "description": "Notes that only their owner sees."},
    {"name": "news", "description": "Announcements, for those who wait for them."},
    {"name": "feeds", "description": "What suppliers send."},
    {"name": "tasks", "description": "What the staff has to do."},
    {"name": "reports", "description": "What was sold, and how well."},
    {"name": "admin", "description": "For the staff only."},
    {"name": "stock", "description": "What is running out."},
    {"name": "receipts", "description": "Receipts of orders."},
    {"name": "service", "description": "The service itself: health, currencies, feedback."},
    {"name": "diagnostics", "description": "What happens to a request. Off, unless asked for."},
]
"""Every tag that operations have, in the order in which the pages show them."""


def about(settings: Settings) -> dict[str, Any]:
    """Return what FastAPI is told about the API: arguments for `FastAPI(…)`.

    Without CONTACT_EMAIL there is no contact. The server is that of PUBLIC_URL, without a slash at
    its end: the paths of the document begin with one.
    """
    return {
        "title": "Storefront API",
        "summary": "Products, orders and customers of a small shop.",
        "description": DESCRIPTION,
        "version": "1.0.0",
        "contact": {"email": settings.contact_email} if settings.contact_email else None,
        "license_info": {"name": "MIT License", "identifier": "MIT"},
        "servers": [
            {"url": str(settings.public_url).rstrip("/"), "description": "The shop for everybody."}
        ],
        "openapi_tags": TAGS,
    }
