from typing import Any

TAGS: list[dict[str, Any]] = sorted(
    [
        {"name": "products", "description": "What is for sale. Everybody may read it."},
        {"name": "orders", "description": "What was bought, at the prices of that moment."},
        {"name": "categories", "description": "Shelves: products that belong together."},
        {"name": "reviews", "description": "What customers say about products."},
        {"name": "promotions", "description": "Discounts, and what something costs with them."},
        {"name": "users", "description": "Customers and staff."},
        {
            "name": "auth",
            "description": "Tokens, sessions, API keys, passwords.",
            "externalDocs": {
                "description": "OAuth 2.0",
                "url": "https://www.rfc-editor.org/rfc/rfc6749",
            },
        },
        {"name": "notes", "description": "Notes that only their owner sees."},
        {"name": "news", "description": "Announcements, for those who wait for them."},
        {"name": "feeds", "description": "What suppliers send."},
        {"name": "tasks", "description": "What the staff has to do."},
        {"name": "reports", "description": "What was sold, and how well."},
        {"name": "admin", "description": "For the staff only."},
        {"name": "stock", "description": "What is running out."},
        {"name": "receipts", "description": "Receipts of orders."},
        {"name": "service", "description": "The service itself: health, currencies, feedback."},
        {"name": "diagnostics", "description": "What happens to a request. Off, unless asked for."},
    ],
    key=lambda tag: str(tag["name"]),
)
