def env_file() -> str | None:
    """Return the name of the file that holds settings in this environment, if there may be one."""
    return ".env"
