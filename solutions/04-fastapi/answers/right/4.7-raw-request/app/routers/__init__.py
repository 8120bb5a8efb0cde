ROUTERS = [preferences.router, orders.router, products.router, feedback.router, health.router]
