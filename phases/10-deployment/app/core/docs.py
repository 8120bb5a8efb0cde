"""The pages of the documentation, without a script from another host.

FastAPI's own pages load their scripts from a CDN. Here the scripts come from an installed package,
fastapi-standalone-docs, so the pages work offline and tell nobody who reads them:
https://fastapi.tiangolo.com/how-to/custom-docs-ui-assets/
"""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from app.core.reference import reference_page

PACKAGE = "fastapi_standalone_docs"
PAGES = ("/docs", "/redoc", "/reference", "/openapi.json")
DOCUMENTATION = (*PAGES, *(f"/api/v2{page}" for page in PAGES))
"""What DOCS_PASSWORD locks, with all that lies below."""

SWAGGER_UI: dict[str, Any] = {
    "deepLinking": True,  # the address names the operation that is open
    "persistAuthorization": True,  # a login outlives a reload; it lies in the browser's storage
    "displayRequestDuration": True,
    "docExpansion": "none",  # 80 operations: the tags first
    "filter": True,
}
"""https://swagger.io/docs/open-source-tools/swagger-ui/usage/configuration/"""


def add_docs(app: FastAPI) -> None:
    """Serve the pages, and below each of them the files that it needs. None is in the document.

    `root_path` is what lies before the application's own paths: a proxy's prefix, or the place
    where it is mounted.
    """

    @app.get("/", include_in_schema=False)
    def find_docs(request: Request) -> RedirectResponse:
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

    @app.get("/reference", include_in_schema=False)
    async def reference() -> HTMLResponse:
        # On the event loop nobody else makes the document meanwhile, or finds it half made.
        return HTMLResponse(reference_page(app.openapi()))

    app.mount("/docs", StaticFiles(packages=[(PACKAGE, "static")]), name="docs_files")
    app.mount("/redoc", StaticFiles(packages=[(PACKAGE, "static/redoc")]), name="redoc_files")
