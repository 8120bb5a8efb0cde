"""All routers of the API."""

from app.routers import (
    currencies,
    feedback,
    feeds,
    health,
    orders,
    preferences,
    products,
    promotions,
)

# The first path that fits wins: /currencies/default, in preferences, must come before
# /currencies/{code}, which would fit it too.
ROUTERS = (
    health.router,
    preferences.router,
    currencies.router,
    feedback.router,
    products.router,
    orders.router,
    promotions.router,
    feeds.router,
)
