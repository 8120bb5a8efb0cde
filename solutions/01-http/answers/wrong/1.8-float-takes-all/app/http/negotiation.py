def parse_accept(accept: str) -> dict[str, float]:
    ranges = {}
    for item in accept.lower().split(","):
        media_range, *parameters = [part.strip() for part in item.split(";")]
        quality = next((p.removeprefix("q=") for p in parameters if p.startswith("q=")), "1")
        ranges[media_range] = float(quality)
    return ranges
