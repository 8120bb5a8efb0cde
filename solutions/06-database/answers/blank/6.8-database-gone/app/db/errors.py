def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem.

    The database cannot be reached, ends a connection, gives a statement up or picks it as the
    victim of a deadlock; or no connection of the pool gets free: 503, and try again. The
    transaction was rolled back, so that nothing is half written.

    What got past all checks of the API and breaks a rule of the tables: 409 or 422. A value that
    is missing (NOT NULL) is our own mistake and stays one: clients cannot leave a column out.
    """
    # exercise 6.8: When the database is gone. Three handlers belong here.
