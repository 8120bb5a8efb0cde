from collections import Counter

from storefront_client import AuthenticatedClient, Client
from storefront_client.api.products import list_products, update_product
from storefront_client.models import Money, Product, ProductPage, ProductPatch


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
            totals[product.price.currency] += product.price.amount
        seen += PAGE
        total = page.total
    return dict(totals)
