import secrets

_KEY = secrets.token_bytes(32)


def sign(payload: str) -> str:
    digest = hmac.digest(_KEY, payload.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()
