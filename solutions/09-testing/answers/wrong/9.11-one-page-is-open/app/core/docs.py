DOCUMENTATION = ("/docs", "/redoc", "/openapi.json", "/api/v2")
