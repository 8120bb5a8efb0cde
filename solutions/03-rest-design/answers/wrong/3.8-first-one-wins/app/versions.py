def requested_version(
    path: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    supported: Collection[int] = (DEFAULT_VERSION,),
) -> int:
    in_path = re.match(r"/api/v([0-9]+)(?:/|$)", path)
    if in_path:
        return _parse(in_path.group(1), supported)
    if "api-version" in headers:
        return _parse(headers["api-version"], supported)
    if "version" in query:
        return _parse(query["version"], supported)
    return DEFAULT_VERSION
