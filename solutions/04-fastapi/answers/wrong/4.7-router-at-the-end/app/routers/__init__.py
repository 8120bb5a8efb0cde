ROUTERS = (
    health.router,
    currencies.router,
    feedback.router,
    products.router,
    orders.router,
    preferences.router,
)
