"""What the OpenAPI document says about the API as a whole.

Fields and their meaning: https://spec.openapis.org/oas/v3.1.1.html#info-object
"""

from typing import Any

from app.core.config import Settings

DESCRIPTION = ""  # exercise 9.9: where does one begin, and what does a refusal look like?

TAGS: list[dict[str, Any]] = []  # exercise 9.9: every tag that operations have, with a description
"""Every tag that operations have, in the order in which the pages show them."""


def about(settings: Settings) -> dict[str, Any]:
    """Return what FastAPI is told about the API: arguments for `FastAPI(…)`.

    Without CONTACT_EMAIL there is no contact. The server is that of PUBLIC_URL, without a slash at
    its end: the paths of the document begin with one.
    """
    # exercise 9.9: summary, description, license, servers, tags.
    return {
        "title": "Storefront API",
        "version": "1.0.0",
        "contact": {"email": settings.contact_email} if settings.contact_email else None,
    }
