from urllib.parse import quote


def order_links(order: Mapping[str, Any]) -> list[Link]:
    address = "/api/v1/orders/{}".format(order["id"])
    links: list[Link] = []
    for rel in ("cancel", "pay", "ship"):
        if rel in NEXT_STEPS[order["status"]]:
            body = {"status": NEXT_STEPS[order["status"]][rel]}
            links.append({"rel": rel, "href": address, "method": "PATCH", "body": body})
    return [*links, {"rel": "self", "href": address, "method": "GET", "title": "The order"}]


def page_links(path: str, query: Mapping[str, str], *, limit: int, offset: int, total: int) -> str:
    def link(rel: str, start: int) -> str:
        wanted = dict(query) | {"offset": str(start), "limit": str(limit)}
        wanted.pop("cursor", None)
        text = "&".join(f"{quote(n, safe='')}={quote(v, safe='')}" for n, v in sorted(wanted.items()))
        return f"<{path}?{text}>;rel={rel}"

    links = []
    if offset:
        links.append(link("prev", 0 if limit > offset else offset - limit))
    if total - offset > limit:
        links.append(link("next", offset + limit))
    return ", ".join(links)
