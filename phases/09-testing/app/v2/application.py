"""The application of version 2."""

from fastapi import FastAPI

from app.core.about import TAGS, about
from app.core.config import Settings
from app.core.docs import add_docs
from app.core.equipment import equip, name_of_function
from app.v2 import products

PLACE = "/api/v2"


def create_version_2(settings: Settings) -> FastAPI:
    """Build the application that is mounted at /api/v2, with a document and pages of its own.

    Its middleware and its lifespan are those of the application around it.
    """
    # exercise 9.12: it is empty, and describes itself nowhere.
    return FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
