def quality_of(media_type: str, ranges: dict[str, float]) -> float:
    main, _, _ = media_type.partition("/")
    return max(ranges.get(covering, 0.0) for covering in (media_type, f"{main}/*", "*/*"))
