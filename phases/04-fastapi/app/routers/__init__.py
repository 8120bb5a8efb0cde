"""All routers of the API."""

from app.routers import currencies, feedback, health, orders, preferences, products

# exercise 4.7: Header, cookie and the order of routes. The first path that fits wins.
ROUTERS = (
    health.router,
    currencies.router,
    feedback.router,
    products.router,
    orders.router,
    preferences.router,
)
