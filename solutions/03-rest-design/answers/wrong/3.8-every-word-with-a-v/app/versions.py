def requested_version(
    path: str,
    headers: Mapping[str, str],
    query: Mapping[str, str],
    supported: Collection[int] = (DEFAULT_VERSION,),
) -> int:
    in_path = re.match(r"/api/v([^/]+)", path)
    asked = {in_path.group(1)} if in_path else set()
    if "api-version" in headers:
        asked.add(headers["api-version"])
    if "version" in query:
        asked.add(query["version"])
    versions = {_parse(text, supported) for text in asked}
    if len(versions) > 1:
        raise ContradictoryVersions(versions)
    return versions.pop() if versions else DEFAULT_VERSION
