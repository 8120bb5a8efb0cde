"""The pages /docs (Swagger UI) and /redoc (ReDoc), without a script from another host.

FastAPI's own pages load their scripts from a CDN. Here the scripts come from an installed package,
fastapi-standalone-docs, so the pages work offline and tell nobody who reads them:
https://fastapi.tiangolo.com/how-to/custom-docs-ui-assets/
"""

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

PACKAGE = "fastapi_standalone_docs"


def add_docs(app: FastAPI) -> None:
    """Serve both pages, and below each of them the files that it needs."""
    # exercise 4.10: Pages and settings. The scripts of both pages come from another host.

    @app.get("/docs", include_in_schema=False)
    def swagger_ui() -> HTMLResponse:
        return get_swagger_ui_html(title=f"{app.title}: Swagger UI", openapi_url="/openapi.json")

    @app.get("/redoc", include_in_schema=False)
    def redoc() -> HTMLResponse:
        return get_redoc_html(title=f"{app.title}: ReDoc", openapi_url="/openapi.json")
