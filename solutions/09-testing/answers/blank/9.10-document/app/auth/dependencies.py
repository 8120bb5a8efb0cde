from fastapi.security import APIKeyCookie, APIKeyHeader, OAuth2PasswordBearer

# exercise 9.10: each of the three says where one gets the proof.
access_token = OAuth2PasswordBearer(
    tokenUrl="/api/v1/auth/token",
    refreshUrl="/api/v1/auth/refresh",
    scheme_name="login",
    scopes=DESCRIPTIONS,
    auto_error=False,
)
api_key = APIKeyHeader(name="X-API-Key", scheme_name="api_key", auto_error=False)
session_cookie = APIKeyCookie(name=SESSION_COOKIE, scheme_name="session", auto_error=False)
