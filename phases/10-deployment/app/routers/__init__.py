"""All routers of the API."""

from app.auth.permissions import Permission
from app.routers import (
    api_keys,
    auth,
    bulk,
    categories,
    currencies,
    feedback,
    feeds,
    health,
    labels,
    notes,
    orders,
    preferences,
    products,
    promotions,
    reports,
    reviews,
    sessions,
    social,
    tasks,
    users,
)

# The first path that fits wins: /currencies/default, in preferences, must come before
# /currencies/{code}, which would fit it too. What is asked most comes first.
ROUTERS = (
    bulk.router,  # /products/bulk before /products/{product_id}
    products.router,
    orders.router,
    labels.router,
    health.router,
    preferences.router,
    currencies.router,
    feedback.router,
    promotions.router,
    feeds.router,
    users.router,
    categories.router,
    reviews.router,
    auth.router,
    social.router,
    sessions.router,
    api_keys.router,
    notes.router,
)
# These know nothing of users: a permission stands before all of their operations.
STAFF_ROUTERS = (
    (tasks.router, Permission.TASKS_MANAGE),
    (reports.router, Permission.REPORTS_READ),
)
