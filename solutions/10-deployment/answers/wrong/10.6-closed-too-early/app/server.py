def server_options(settings: Settings) -> dict[str, Any]:
    """Return the arguments of `uvicorn.run`."""
    return {
        "app": APPLICATION,  # by its name: each worker imports it for itself
        "host": settings.bind_host,
        "port": settings.port,
        "workers": settings.web_concurrency,
        "forwarded_allow_ips": settings.forwarded_allow_ips,
        "timeout_graceful_shutdown": settings.shutdown_seconds,
        "server_header": False,  # whoever looks for weak versions need not be told ours
        "access_log": False,  # AccessLogMiddleware knows more
        "log_config": log_config(settings.log_level),
    }
