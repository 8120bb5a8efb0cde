def seal(cart: Cart) -> str:
    return base64.urlsafe_b64encode(json.dumps(cart).encode()).decode()


def unseal(token: str) -> Cart:
    try:
        cart: Cart = json.loads(base64.urlsafe_b64decode(token.partition(".")[0]))
    except ValueError as problem:
        raise BadTokenError from problem
    return cart
