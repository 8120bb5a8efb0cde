"""All routers of the API."""

from app.routers import feedback, health, orders, preferences, products

# The first path that fits wins: /products/currencies, in preferences, must come before
# /products/{product_id}, which would fit it too.
ROUTERS = (
    health.router,
    preferences.router,
    feedback.router,
    products.router,
    orders.router,
)
