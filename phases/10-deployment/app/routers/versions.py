"""The routers that are mounted below the address of a version."""

from fastapi import APIRouter

from app.core.config import Settings
from app.routers import admin, exports, lifecycle, news, traces


def version_1(settings: Settings) -> APIRouter:
    """Return all that lies below /api/v1; what is for looking inside only where it is wanted."""
    api = APIRouter(prefix="/api/v1")
    api.include_router(admin.router)
    api.include_router(news.router)
    api.include_router(exports.router)
    if settings.diagnostics:
        api.include_router(lifecycle.router)
        api.include_router(traces.router)
    return api
