def add_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal of the application as a problem.

    Starlette's HTTPException is the parent of FastAPI's: its handler gets our own errors and
    those that the framework raises itself, such as 404 for an unknown path and 405.
    """
    # exercise 4.6: One shape for every error. Two handlers belong here.
