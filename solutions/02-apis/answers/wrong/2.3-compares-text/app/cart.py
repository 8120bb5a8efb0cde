def unseal(token: str) -> Cart:
    payload, _, signature = token.partition(".")
    if not hmac.compare_digest(signature, sign(payload)):
        raise BadTokenError
    cart: Cart = json.loads(base64.urlsafe_b64decode(payload))
    return cart
