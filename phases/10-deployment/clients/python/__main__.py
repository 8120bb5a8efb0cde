"""What the accountants run. It knows the API only by the client that was generated for it.

python -m app.openapi 2 > storefront-2.json
openapi-python-client generate --path storefront-2.json --config clients/python/config.yaml \\
    --meta none --output-path clients/python/storefront_client
python clients/python http://localhost:8000/api/v2
"""

import sys
from collections import Counter

from storefront_client import AuthenticatedClient, Client
from storefront_client.api.products import list_products, update_product
from storefront_client.models import (
    InvalidProblem,
    Money,
    Problem,
    Product,
    ProductPage,
    ProductPatch,
)

PAGE = 100


class RefusedError(Exception):
    """The shop answered with a problem; the text is its detail."""


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
        raise refused(answer)
    return answer


def refused(answer: Problem | InvalidProblem | None) -> RefusedError:
    """Return the exception for an answer that is not what was hoped for."""
    return RefusedError(answer.detail if answer else "The answer is none that the API promises.")


if __name__ == "__main__":
    print(stock_value(Client(sys.argv[1])))
