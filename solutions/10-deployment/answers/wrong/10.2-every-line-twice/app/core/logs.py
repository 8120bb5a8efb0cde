def log_config(level: str) -> dict[str, Any]:
    """Return the configuration of all logging, for `logging.config.dictConfig` and for Uvicorn.

    There is one handler, at the root. Uvicorn's loggers, which come with handlers of their own,
    lose them and pass everything on.
    """
    passed_on: dict[str, Any] = {"handlers": ["stdout"], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "app.core.logs.JsonFormatter"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "json",
            }
        },
        "root": {"handlers": ["stdout"], "level": level.upper()},
        "loggers": {
            "uvicorn": passed_on,
            "uvicorn.error": passed_on,
            "uvicorn.access": passed_on,
            "alembic.runtime.plugins": {"level": "WARNING"},
            "httpx2": {"level": "WARNING"},  # it writes whole addresses, with codes in their queries
        },
    }
