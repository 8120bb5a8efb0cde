from pydantic import JsonValue

PRODUCT_EXAMPLES: list[JsonValue] = [
    {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 12.5},
    {"sku": "TEA-0007", "name": "Tea", "price_cents": 399, "stock": 120},
]
