from fastapi.security import APIKeyHeader

api_key = APIKeyHeader(
    name="X-API-Key",
    scheme_name="api_key",
    description="An API key is needed.",
    auto_error=False,
)
