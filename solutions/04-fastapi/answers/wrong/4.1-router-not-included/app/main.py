from app.routers import health


def create_app() -> FastAPI:
    app = FastAPI(
        title="Storefront API",
        version="1.0.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    add_problem_handlers(app)
    describe_problems(app)
    app.include_router(health.router)
    if load_settings().docs:
        add_docs(app)
    return app
