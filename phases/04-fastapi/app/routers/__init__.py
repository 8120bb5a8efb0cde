"""All routers of the API."""

from app.routers import currencies, feedback, health, orders, preferences, products

# Routes are tried in this order, and the first path that fits wins (exercise 4.7).
ROUTERS = (
    health.router,
    currencies.router,
    feedback.router,
    products.router,
    orders.router,
    preferences.router,
)
