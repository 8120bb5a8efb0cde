def order_links(order: Mapping[str, Any]) -> list[Link]:
    href = f"/api/v1/orders/{order['id']}"
    steps = {"pay": "paid", "ship": "shipped", "cancel": "cancelled"}
    return [
        {"rel": "self", "method": "GET", "href": href},
        *(
            {"rel": rel, "method": "PATCH", "href": href, "body": {"status": status}}
            for rel, status in steps.items()
        ),
    ]
