def add_docs(app: FastAPI) -> None:
    """Serve both pages, and below each of them the files that it needs."""

    @app.get("/docs", include_in_schema=False)
    def swagger_ui(request: Request) -> HTMLResponse:
        root = ""
        return get_swagger_ui_html(
            title=f"{app.title}: Swagger UI",
            openapi_url=f"{root}{app.openapi_url}",
            swagger_js_url=f"{root}/docs/swagger/swagger-ui-bundle.js",
            swagger_css_url=f"{root}/docs/swagger/swagger-ui.css",
            swagger_favicon_url=f"{root}/docs/fastapi/favicon.png",
        )

    @app.get("/redoc", include_in_schema=False)
    def redoc(request: Request) -> HTMLResponse:
        root = ""
        return get_redoc_html(
            title=f"{app.title}: ReDoc",
            openapi_url=f"{root}{app.openapi_url}",
            redoc_js_url=f"{root}/redoc/redoc.standalone.js",
            redoc_favicon_url=f"{root}/docs/fastapi/favicon.png",
            with_google_fonts=False,
        )

    app.mount("/docs", StaticFiles(packages=[(PACKAGE, "static")]), name="docs_files")
    app.mount("/redoc", StaticFiles(packages=[(PACKAGE, "static/redoc")]), name="redoc_files")
