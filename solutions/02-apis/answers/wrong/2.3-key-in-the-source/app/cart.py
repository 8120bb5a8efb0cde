def sign(payload: str) -> str:
    digest = hmac.digest(b"a very secret key of the shop", payload.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()
