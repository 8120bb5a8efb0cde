def page_links(path: str, query: Mapping[str, str], *, limit: int, offset: int, total: int) -> str:
    starts: dict[str, int] = {}
    if offset + limit < total:
        starts["next"] = offset + limit
    if offset > 0:
        starts["prev"] = max(offset - limit, 0)
    replaced = {"limit", "offset"}
    kept = {name: value for name, value in query.items() if name not in replaced}
    return ", ".join(
        f'<{path}?{urlencode({**kept, "limit": limit, "offset": start})}>; rel="{rel}"'
        for rel, start in starts.items()
    )
