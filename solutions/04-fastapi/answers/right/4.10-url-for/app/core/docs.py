def add_docs(app: FastAPI) -> None:
    app.mount("/docs", StaticFiles(packages=[(PACKAGE, "static")]), name="static")

    @app.get("/docs", include_in_schema=False)
    def swagger_ui(request: Request) -> HTMLResponse:
        return get_swagger_ui_html(
            title="Storefront",
            openapi_url=str(request.url_for("openapi")),
            swagger_js_url=str(request.url_for("static", path="swagger/swagger-ui-bundle.js")),
            swagger_css_url=str(request.url_for("static", path="swagger/swagger-ui.css")),
            swagger_favicon_url=str(request.url_for("static", path="fastapi/favicon.png")),
        )

    @app.get("/redoc", include_in_schema=False)
    def redoc(request: Request) -> HTMLResponse:
        return get_redoc_html(
            title="Storefront",
            openapi_url=str(request.url_for("openapi")),
            redoc_js_url=str(request.url_for("static", path="redoc/redoc.standalone.js")),
            redoc_favicon_url=str(request.url_for("static", path="fastapi/favicon.png")),
            with_google_fonts=False,
        )
