from fastapi import FastAPI

from app.core.config import Settings


def create_version_2(settings: Settings) -> FastAPI:
    """Build the application that is mounted at /api/v2, with a document and pages of its own.

    Its middleware and its lifespan are those of the application around it.
    """
    # exercise 9.12: it is empty, and describes itself nowhere.
    return FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
