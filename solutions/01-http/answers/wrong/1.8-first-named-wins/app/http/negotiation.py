from collections.abc import Sequence


def negotiate(accept: str, offered: Sequence[str]) -> str | None:
    ranges = parse_accept(accept or "*/*")
    for media_range, quality in ranges.items():
        for media_type in offered:
            main, _, _ = media_type.partition("/")
            if quality and media_range in {media_type, f"{main}/*", "*/*"}:
                if ranges.get(media_type) != 0:
                    return media_type
    return None
