_carts: dict[str, Cart] = {}


def load_cart(request: Request) -> Cart:
    token = parse_cookies(request.headers.get("cookie")).get(COOKIE, "")
    try:
        unseal(token)
    except BadTokenError:
        return {}
    return dict(_carts.get(token, {}))


def save_cart(cart: Cart, *, secure: bool) -> str:
    token = seal(cart)
    _carts[token] = cart
    return format_cookie(COOKIE, token, path="/", max_age=MAX_AGE, secure=secure)
