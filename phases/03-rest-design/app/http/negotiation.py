"""Which representation a client gets: it says what it takes, the server says what it has."""

import re
from collections.abc import Sequence

# RFC 9110, section 12.4.2: 0 to 1 with at most three decimals.
_QUALITY = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def negotiate(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type that a client likes best; None when it takes none of them.

    accept: the value of `Accept`, such as `text/csv, application/json;q=0.5, */*;q=0.1`; empty
    means that everything is welcome. The number q (0 to 1, without it 1) is how much the client
    likes a range; 0 is "not this". For each offered type the most specific range counts: a type
    before `type/*` before `*/*`. Of types that are liked the same, the first offered wins.

    Source: RFC 9110, sections 12.4.2 and 12.5.1.
    """
    ranges = parse_accept(accept or "*/*")
    best = max(offered, key=lambda media_type: quality_of(media_type, ranges))
    return best if quality_of(best, ranges) > 0 else None


def quality_of(media_type: str, ranges: dict[str, float]) -> float:
    """Return how much a media type is liked: the quality of the most specific range that covers it.

    ranges: as parse_accept returns them. 0.0 when none covers it.
    """
    main, _, _ = media_type.partition("/")
    for covering in (media_type, f"{main}/*", "*/*"):
        if covering in ranges:
            return ranges[covering]
    return 0.0


def parse_accept(accept: str) -> dict[str, float]:
    """Return each range with its quality: `text/*, image/png;q=0.5` is 1.0 and 0.5.

    All is taken in small letters. A q that is no quality makes its range unwelcome, 0.0; other
    parameters are ignored.
    """
    ranges = {}
    for item in accept.lower().split(","):
        media_range, *parameters = [part.strip() for part in item.split(";")]
        quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        ranges[media_range] = float(quality) if _QUALITY.fullmatch(quality) else 0.0
    return ranges
