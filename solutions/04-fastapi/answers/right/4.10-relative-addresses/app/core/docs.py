def add_docs(app: FastAPI) -> None:
    app.add_api_route("/docs", swagger_page, include_in_schema=False)
    app.add_api_route("/redoc", redoc_page, include_in_schema=False)
    app.mount("/docs-files", StaticFiles(packages=[(PACKAGE, "static")]))


async def swagger_page() -> HTMLResponse:
    return get_swagger_ui_html(
        title="Storefront",
        openapi_url="openapi.json",
        swagger_js_url="docs-files/swagger/swagger-ui-bundle.js",
        swagger_css_url="docs-files/swagger/swagger-ui.css",
        swagger_favicon_url="docs-files/fastapi/favicon.png",
    )


async def redoc_page() -> HTMLResponse:
    return get_redoc_html(
        title="Storefront",
        openapi_url="openapi.json",
        redoc_js_url="docs-files/redoc/redoc.standalone.js",
        redoc_favicon_url="docs-files/fastapi/favicon.png",
        with_google_fonts=False,
    )
