import binascii


def load_cart(request: Request) -> Cart:
    for name, value in parse_cookies(request.headers.get("cookie")).items():
        if name == COOKIE:
            try:
                return unseal(value)
            except (BadTokenError, ValueError, binascii.Error):
                break
    return {}


def seal(cart: Cart) -> str:
    text = json.dumps(cart, separators=(",", ":"), sort_keys=True)
    payload = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return payload + "." + sign(payload)


def unseal(token: str) -> Cart:
    payload, dot, signature = token.rpartition(".")
    if not (dot and hmac.compare_digest(signature.encode(), sign(payload).encode())):
        raise BadTokenError(token)
    padded = payload + "=" * (-len(payload) % 4)
    return dict(json.loads(base64.urlsafe_b64decode(padded)))


def sign(payload: str) -> str:
    return hmac.new(signing_key(), payload.encode("ascii", "replace"), "sha512").hexdigest()
