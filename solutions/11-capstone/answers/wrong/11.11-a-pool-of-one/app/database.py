def make_engine(settings: Settings) -> Engine:
    """Make the engine with its pool: opening a connection costs more than most queries.

    FastAPI runs `def` operations in 40 threads, each of which may hold one connection.
    """
    return create_engine(
        str(settings.database_url),
        pool_size=1,
        max_overflow=0,
        pool_timeout=0.001,
        connect_args={
            "connect_timeout": 5,
            "options": "-c statement_timeout=10000 -c timezone=UTC",
        },
    )
