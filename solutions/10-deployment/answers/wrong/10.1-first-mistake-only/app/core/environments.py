def unsafe_settings(settings: "Settings") -> list[str]:
    """Say in a sentence each what must not be so where real people's data are.

    No sentence repeats a secret: it ends in a log.
    """
    cheap = (
        settings.argon2_memory_kib < ARGON2_MEMORY_KIB
        or settings.argon2_time_cost < ARGON2_TIME_COST
    )
    unsafe = {
        "SAMPLE_DATA": settings.sample_data
        and "is on: everybody knows the password of the sample administrator.",
        "DIAGNOSTICS": settings.diagnostics and "is on: it shows what happens inside.",
        "COOKIE_SECURE": not settings.cookie_secure
        and "is off: logins would travel over plain HTTP.",
        "ALLOWED_HOSTS": "*" in settings.allowed_hosts
        and "allows every name: name the hosts of this API, as JSON.",
        "CORS_ORIGINS": "*" in settings.cors_origins
        and "allows every site: name those whose scripts may use this API, as JSON.",
        "PUBLIC_URL": settings.public_url.scheme != "https" and "must begin with https://.",
        "ARGON2_MEMORY_KIB, ARGON2_TIME_COST": cheap
        and f"make guessing cheap: at least {ARGON2_MEMORY_KIB} and {ARGON2_TIME_COST}.",
    }
    make = 'make one: python -c "import secrets; print(secrets.token_urlsafe(32))"'
    sentences = [f"{name} holds a secret from an example; {make}" for name in known_secrets(settings)]
    sentences += [f"{name} {reason}" for name, reason in unsafe.items() if reason]
    return sentences[:1]
