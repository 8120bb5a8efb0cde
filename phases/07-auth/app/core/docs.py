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

    @app.get("/docs", include_in_schema=False)
    def swagger_ui(request: Request) -> HTMLResponse:
        root = request.scope.get("root_path", "")
        return get_swagger_ui_html(
            title=f"{app.title}: Swagger UI",
            openapi_url=f"{root}{app.openapi_url}",
            swagger_js_url=f"{root}/docs/swagger/swagger-ui-bundle.js",
            swagger_css_url=f"{root}/docs/swagger/swagger-ui.css",
            swagger_favicon_url=f"{root}/docs/fastapi/favicon.png",
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

    app.mount("/docs", StaticFiles(packages=[(PACKAGE, "static")]), name="docs_files")
    app.mount("/redoc", StaticFiles(packages=[(PACKAGE, "static/redoc")]), name="redoc_files")
