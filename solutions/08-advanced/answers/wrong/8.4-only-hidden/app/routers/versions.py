def version_1(settings: Settings) -> APIRouter:
    """Return all that lies below /api/v1; what is for looking inside only where it is wanted."""
    api = APIRouter(prefix="/api/v1")
    api.include_router(admin.router)
    api.include_router(news.router)
    api.include_router(exports.router)
    api.include_router(lifecycle.router, include_in_schema=settings.diagnostics)
    api.include_router(traces.router, include_in_schema=settings.diagnostics)
    return api
