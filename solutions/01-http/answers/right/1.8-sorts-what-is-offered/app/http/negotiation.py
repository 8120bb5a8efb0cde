from collections.abc import Sequence


def negotiate(accept: str, offered: Sequence[str]) -> str | None:
    ranges = parse_accept(accept) if accept.strip() else {"*/*": 1.0}
    liked = [(quality_of(media_type, ranges), media_type) for media_type in offered]
    liked.sort(key=lambda pair: pair[0], reverse=True)
    quality, media_type = liked[0]
    return media_type if quality else None
