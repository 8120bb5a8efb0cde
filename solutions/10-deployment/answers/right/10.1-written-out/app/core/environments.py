def env_file() -> str | None:
    """Return the name of the file that holds settings in this environment, if there may be one."""
    match os.environ.get("ENVIRONMENT"):
        case "development":
            return ".env"
        case "test":
            return ".env.test"
        case _:
            return None


def is_placeholder(secret: str) -> bool:
    """Tell whether a secret is none."""
    if len(set(secret.lower())) < 8:
        return True
    return any(word in secret.lower() for word in PLACEHOLDERS)


def unsafe_settings(settings: "Settings") -> list[str]:
    """Say in a sentence each what must not be so where real people's data are."""
    sentences = [f"{name}: make a secret of your own." for name in known_secrets(settings)]
    if settings.sample_data:
        sentences.append("SAMPLE_DATA must be off.")
    if settings.diagnostics:
        sentences.append("DIAGNOSTICS must be off.")
    if not settings.cookie_secure:
        sentences.append("COOKIE_SECURE must be on.")
    for name in ("allowed_hosts", "cors_origins"):
        if "*" in getattr(settings, name):
            sentences.append(f"{name.upper()} must not contain a star.")
    if not str(settings.public_url).startswith("https://"):
        sentences.append("PUBLIC_URL must be https.")
    if settings.argon2_memory_kib < 19_456:
        sentences.append("ARGON2_MEMORY_KIB is too small.")
    if settings.argon2_time_cost < 2:
        sentences.append("ARGON2_TIME_COST is too small.")
    return sentences
