def deprecation_headers(deprecated: datetime, sunset: datetime, successor: str) -> dict[str, str]:
    if deprecated.tzinfo is None or sunset.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    if sunset < deprecated:
        raise ValueError("A version is deprecated before it stops, not after.")
    return {
        "Deprecation": f"@{int(deprecated.timestamp())}",
        "Sunset": format_datetime(sunset.replace(tzinfo=UTC), usegmt=True),
        "Link": f'<{successor}>; rel="successor-version"',
    }
