def deprecation_headers(deprecated: datetime, sunset: datetime, successor: str) -> dict[str, str]:
    if deprecated.tzinfo is None or sunset.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    if sunset < deprecated:
        raise ValueError("A version is deprecated before it stops, not after.")
    return {
        "Deprecation": deprecated.astimezone(UTC).isoformat(),
        "Sunset": sunset.astimezone(UTC).isoformat(),
        "Link": f'<{successor}>; rel="successor-version"',
    }
