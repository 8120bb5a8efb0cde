def create_app() -> FastAPI:
    """Build the application: its routers, its errors, its documentation."""
    # exercise 4.1: An application that answers. It has no name yet, and no router.
    app = FastAPI(
        lifespan=lifespan,
        docs_url=None,  # both pages are our own, see app/core/docs.py
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    add_problem_handlers(app)
    describe_problems(app)
    if load_settings().docs:
        add_docs(app)
    return app
