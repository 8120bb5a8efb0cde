def order_links(order: Mapping[str, Any]) -> list[Link]:
    href = f"/api/v1/orders/{order['id']}"
    steps = NEXT_STEPS[order["status"]]
    return [
        {"rel": "self", "method": "GET", "href": href},
        *(
            {"rel": rel, "method": "POST", "href": f"{href}/{rel}", "body": {"status": status}}
            for rel, status in steps.items()
        ),
    ]
