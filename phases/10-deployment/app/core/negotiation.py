"""Which of several forms of an answer a client likes best (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence


def choose_media_type(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered media type with the highest weight, or None when none is accepted.

    Among equals the first that is offered wins. For each type the most exact entry of the header
    counts: in `text/*;q=0.5, text/html` HTML has the weight 1.
    """
    weights = {media_type: _weight(accept, media_type) for media_type in offered}
    best = max(offered, key=lambda media_type: weights[media_type])
    return best if weights[best] > 0 else None


def _weight(accept: str, media_type: str) -> float:
    ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
    entries = dict(map(_read_entry, accept.split(",")))
    return next((entries[name] for name in ranges if name in entries), 0.0)


def _read_entry(entry: str) -> tuple[str, float]:
    """Read `text/html;level=1;q=0.5` as the media range and its weight; a bad weight is none."""
    media_range, *parameters = (part.strip().lower() for part in entry.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "q":
            try:
                return media_range, min(max(float(value), 0.0), 1.0)
            except ValueError:
                return media_range, 0.0
    return media_range, 1.0
