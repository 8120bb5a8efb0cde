ORDER_EXAMPLES: list[JsonValue] = [
    {"items": [{"sku": "MUG-0042", "quantity": 2}, {"sku": "TEA-0007", "quantity": 1}]}
]
