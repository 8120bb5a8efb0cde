ROUTERS = (
    health.router,
    feedback.router,
    products.router,
    orders.router,
    preferences.router,
)
