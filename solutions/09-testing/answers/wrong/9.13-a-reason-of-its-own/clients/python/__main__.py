def stock_value(client: Client | AuthenticatedClient) -> dict[str, int]:
    """Return what all products in stock are worth together, in cents, by currency.

    Raises: RefusedError when the shop refuses a page.
    """
    totals: Counter[str] = Counter()
    seen, total = 0, 1
    while seen < total:
        page = list_products.sync(client=client, limit=PAGE, offset=seen)
        if not isinstance(page, ProductPage):
            raise refused(page)
        for product in page.items:
            totals[product.price.currency] += product.price.amount * product.stock
        seen += PAGE
        total = page.total
    return dict(totals)


def reprice(client: AuthenticatedClient, product_id: int, price: Money) -> Product:
    """Give a product another price and return it.

    Raises: RefusedError when the shop does not let us.
    """
    answer = update_product.sync(product_id, client=client, body=ProductPatch(price=price))
    if not isinstance(answer, Product):
        raise RefusedError("The shop refuses this price.")
    return answer
