from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from app.core.reference import reference_page


def add_docs(app: FastAPI) -> None:
    """Serve the pages, and below each of them the files that it needs. None is in the document.

    `root_path` is what lies before the application's own paths: a proxy's prefix, or the place
    where it is mounted.
    """

    @app.get("/", summary="Find the documentation")
    def find_docs(request: Request) -> RedirectResponse:
        """Answer a redirect."""
        return RedirectResponse(f"{request.scope.get('root_path', '')}/docs")

    @app.get("/docs", include_in_schema=False)
    def swagger_ui(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        return get_swagger_ui_html(
            title=f"{app.title}: Swagger UI",
            openapi_url=f"{root}{app.openapi_url}",
            swagger_js_url=f"{root}/docs/swagger/swagger-ui-bundle.js",
            swagger_css_url=f"{root}/docs/swagger/swagger-ui.css",
            swagger_favicon_url=f"{root}/docs/fastapi/favicon.png",
            swagger_ui_parameters=SWAGGER_UI,
        )

    @app.get("/redoc", include_in_schema=False)
    def redoc(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        return get_redoc_html(
            title=f"{app.title}: ReDoc",
            openapi_url=f"{root}{app.openapi_url}",
            redoc_js_url=f"{root}/redoc/redoc.standalone.js",
            redoc_favicon_url=f"{root}/docs/fastapi/favicon.png",
            with_google_fonts=False,
        )

    @app.get("/reference", summary="Read the reference")
    async def reference() -> HTMLResponse:
        """Answer a page."""
        return HTMLResponse(reference_page(app.openapi()))

    app.mount("/docs", StaticFiles(packages=[(PACKAGE, "static")]), name="docs_files")
    app.mount("/redoc", StaticFiles(packages=[(PACKAGE, "static/redoc")]), name="redoc_files")
