from itertools import pairwise


def requested_version(
    path: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    supported: Collection[int] = (DEFAULT_VERSION,),
) -> int:
    asked = []
    parts = path.split("/")
    if len(parts) > 2 and parts[1] == "api" and parts[2][:1] == "v" and parts[2][1:].isdecimal():
        asked.append(parts[2][1:])
    asked += [headers.get("api-version"), query.get("version")]
    known = {str(version): version for version in supported}
    found = []
    for text in asked:
        if text is None:
            continue
        if text not in known:
            raise UnsupportedVersion(text, supported)
        found.append(known[text])
    if any(one != other for one, other in pairwise(found)):
        raise ContradictoryVersions(found)
    return found[0] if found else DEFAULT_VERSION


def deprecation_headers(deprecated: datetime, sunset: datetime, successor: str) -> dict[str, str]:
    if not deprecated.tzinfo or not sunset.tzinfo or deprecated > sunset:
        raise ValueError("These moments cannot be.")
    return {
        "deprecation": "@" + format(deprecated.timestamp(), ".0f"),
        "sunset": sunset.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "link": '<{}>;rel="successor-version"'.format(successor),
    }
