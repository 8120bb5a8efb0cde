shared = FastAPI(
    title="Storefront API",
    version="1.0.0",
    lifespan=lifespan,
    docs_url=None,
    redoc_url=None,
    generate_unique_id_function=name_of_function,
)


def create_app() -> FastAPI:
    add_problem_handlers(shared)
    describe_problems(shared)
    for router in ROUTERS:
        shared.include_router(router)
    if load_settings().docs:
        add_docs(shared)
    return shared
