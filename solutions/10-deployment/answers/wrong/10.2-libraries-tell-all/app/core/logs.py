def log_config(level: str) -> dict[str, Any]:
    """Return the configuration of all logging, for `logging.config.dictConfig` and for Uvicorn.

    There is one handler, at the root: Uvicorn's own configuration, with its handlers, is not used.
    """
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
    }
