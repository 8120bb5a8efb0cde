from typing import Any

from app.core.config import Settings


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
        "servers": [{"url": str(settings.public_url), "description": "The shop for everybody."}],
        "openapi_tags": TAGS,
    }
