"""Links in answers: where a client can go from here, said by the server."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

Link = dict[str, Any]

# Status -> what may happen next: the link's relation, and the status that it leads to.
NEXT_STEPS: dict[str, dict[str, str]] = {
    "open": {"pay": "paid", "cancel": "cancelled"},
    "paid": {"ship": "shipped", "cancel": "cancelled"},
    "shipped": {},
    "cancelled": {},
}


def order_links(order: Mapping[str, Any]) -> list[Link]:
    """List what a client may do with an order in its present status.

    Each link is `{"rel": …, "method": …, "href": …}`. There is always `self` (GET); each next
    step of `NEXT_STEPS` is a PATCH of the same address, with the `body` to send.
    """
    href = f"/api/v1/orders/{order['id']}"
    steps = NEXT_STEPS[order["status"]]
    return [
        {"rel": "self", "method": "GET", "href": href},
        *(
            {"rel": rel, "method": "PATCH", "href": href, "body": {"status": status}}
            for rel, status in steps.items()
        ),
    ]


def page_links(path: str, query: Mapping[str, str], *, limit: int, offset: int, total: int) -> str:
    """Write the value of the `Link` header of a page (RFC 8288): its neighbours.

    `next` is there unless this page reaches the end, `prev` unless it is the first. `query` holds
    the parameters of the request; the links keep all of them except `limit` and `offset`, which
    become those of the neighbour, and `cursor`, which excludes `offset`. The value is empty when
    there is no neighbour.
    """
    starts: dict[str, int] = {}
    if offset + limit < total:
        starts["next"] = offset + limit
    if offset > 0:
        starts["prev"] = max(offset - limit, 0)
    replaced = {"limit", "offset", "cursor"}
    kept = {name: value for name, value in query.items() if name not in replaced}
    return ", ".join(
        f'<{path}?{urlencode({**kept, "limit": limit, "offset": start})}>; rel="{rel}"'
        for rel, start in starts.items()
    )
