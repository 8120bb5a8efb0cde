def env_file() -> str | None:
    """Return the name of the file that holds settings in this environment, if there may be one."""
    environment = os.environ.get("ENVIRONMENT") or Environment.DEVELOPMENT
    return ENV_FILES.get(environment)  # type: ignore[call-overload, no-any-return]
