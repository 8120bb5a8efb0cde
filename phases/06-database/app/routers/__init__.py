"""All routers of the API."""

from app.routers import (
    categories,
    currencies,
    feedback,
    feeds,
    health,
    orders,
    preferences,
    products,
    promotions,
    reports,
    reviews,
    tasks,
    users,
)

# The first path that fits wins: /currencies/default, in preferences, must come before
# /currencies/{code}, which would fit it too. What is asked most comes first.
ROUTERS = (
    products.router,
    orders.router,
    health.router,
    preferences.router,
    currencies.router,
    feedback.router,
    promotions.router,
    feeds.router,
    users.router,
    categories.router,
    reviews.router,
    tasks.router,
    reports.router,
)
