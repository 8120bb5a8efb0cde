def create_app() -> FastAPI:
    app = FastAPI(
        title="Storefront API",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    add_problem_handlers(app)
    describe_problems(app)
    for router in ROUTERS:
        app.include_router(router)
    if load_settings().docs:
        add_docs(app)
    return app
