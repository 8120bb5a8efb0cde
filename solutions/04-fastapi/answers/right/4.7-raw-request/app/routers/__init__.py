ROUTERS = [
    preferences.router,
    currencies.router,
    orders.router,
    products.router,
    feedback.router,
    health.router,
]
