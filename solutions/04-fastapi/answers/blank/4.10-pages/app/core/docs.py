def add_docs(app: FastAPI) -> None:
    """Serve both pages, and below each of them the files that it needs."""
    # exercise 4.10: Pages and settings. The scripts of both pages come from another host.

    @app.get("/docs", include_in_schema=False)
    def swagger_ui() -> HTMLResponse:
        return get_swagger_ui_html(title=f"{app.title}: Swagger UI", openapi_url="/openapi.json")

    @app.get("/redoc", include_in_schema=False)
    def redoc() -> HTMLResponse:
        return get_redoc_html(title=f"{app.title}: ReDoc", openapi_url="/openapi.json")
