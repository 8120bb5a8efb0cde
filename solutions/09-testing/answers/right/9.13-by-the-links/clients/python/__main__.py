from urllib.parse import parse_qs, urlsplit

from storefront_client import AuthenticatedClient, Client
from storefront_client.api.products import list_products, update_product
from storefront_client.models import Money, Product, ProductPage, ProductPatch
from storefront_client.types import UNSET, Unset


def stock_value(client: Client | AuthenticatedClient) -> dict[str, int]:
    """Return what all products in stock are worth."""
    totals: dict[str, int] = {}
    cursor: str | Unset = UNSET
    while True:
        # `offset` has a default, which the client would send: beside a cursor that is a mistake.
        answer = list_products.sync_detailed(client=client, limit=50, offset=UNSET, cursor=cursor)
        if not isinstance(answer.parsed, ProductPage):
            raise refused(answer.parsed)
        for product in answer.parsed.items:
            value = product.price.amount * product.stock
            totals[product.price.currency] = totals.get(product.price.currency, 0) + value
        address, _, relation = answer.headers.get("link", "").partition(";")
        if "next" not in relation:
            return totals
        cursor = parse_qs(urlsplit(address.strip("<>")).query)["cursor"][0]
