"""What this phase adds to the shop's operations, and the one way in for every server."""

from pathlib import Path

from app import graphql, soap
from app.cart import Cart, load_cart, save_cart
from app.domain.catalogue import Catalogue
from app.domain.money import Money
from app.http.bodies import read_json
from app.http.messages import Headers, HttpError, Request, Response
from app.http.server import respond
from app.http.writer import BODILESS
from app.shop import refusals, router, shelf

PAGE = Path(__file__).parent / "page"
PAGE_TYPES = {
    "shop.css": "text/css; charset=utf-8",
    "shop.js": "text/javascript; charset=utf-8",
    "mug.svg": "image/svg+xml",
}
MAX_PIECES = 99
MAX_PRODUCTS = 50
"""In one cart: a browser need not keep more than 4096 octets of a cookie (RFC 6265, 6.1)."""
NOT_STORED = ("Cache-Control", "private, no-store")


def answer(request: Request) -> Response:
    """Answer a request by the operation that its method and path lead to, whatever happens."""
    return respond(router, request)


def header_lines(response: Response) -> list[tuple[str, str]]:
    """Return the header lines of a response with its Content-Length, for a server to send."""
    lines = list(response.headers)
    if response.status not in BODILESS:
        lines.append(("Content-Length", str(len(response.body))))
    return lines


def catalogue() -> Catalogue:
    """Return the products that are on the shelf now, by SKU."""
    return Catalogue(product for _, product in shelf.search(""))


@router.route("GET", "/api/v1/cart")
def show_cart(request: Request) -> Response:
    """Answer the cart of whoever asks."""
    return cart_response(load_cart(request))


@router.route("POST", "/api/v1/cart/items")
def add_to_cart(request: Request) -> Response:
    """Put `quantity` pieces of the product `sku` into the cart, and answer the cart.

    Raises: HttpError 415 and 400 for no JSON, 422 for an unknown SKU, a wrong quantity or too many.
    """
    sku, quantity = cart_item(read_json(request))
    cart = load_cart(request)
    cart[sku] = cart.get(sku, 0) + quantity
    if cart[sku] > MAX_PIECES or len(cart) > MAX_PRODUCTS:
        raise HttpError(422, f"A cart takes {MAX_PRODUCTS} products, {MAX_PIECES} pieces of each.")
    response = cart_response(cart)
    cookie = save_cart(cart, secure=request.scheme == "https")
    response.headers.add("Set-Cookie", cookie)
    return response


def cart_item(data: object) -> tuple[str, int]:
    """Return SKU and quantity of an item as a client sends it; the price is not its to choose.

    Raises: HttpError 422.
    """
    match data:
        case {"sku": str(sku), "quantity": int(quantity)} if quantity > 0 and quantity is not True:
            if any(product.sku == sku for product in catalogue()):
                return sku, quantity
            raise HttpError(422, f"There is no product {sku}.")
        case _:
            raise HttpError(422, "Send a sku and a quantity of one or more.")


def cart_response(cart: Cart) -> Response:
    """Return a cart with its total, at the prices of now; what is sold no more is left out."""
    prices = {product.sku: product.price for product in catalogue()}
    items = [{"sku": sku, "quantity": quantity} for sku, quantity in cart.items() if sku in prices]
    with refusals():
        total = Money.total(prices[sku] * cart[sku] for sku in cart if sku in prices)
    data = {"items": items, "total_cents": total.cents, "currency": total.currency}
    return Response.json(data, headers=[NOT_STORED])


@router.route("POST", "/soap")
def ask_soap(request: Request) -> Response:
    """Answer a SOAP message. There is one address; what is wanted stands in the body."""
    return soap.answer(request.body, catalogue())


@router.route("POST", "/graphql")
def ask_graphql(request: Request) -> Response:
    """Answer a GraphQL query with 200, whatever becomes of it, once it could be read.

    Raises: HttpError 415 and 400 when the body is not `{"query": "…"}`.
    Source: the habit before GraphQL over HTTP (https://http-spec.graphql.org/draft/), which asks
    for 400, 422 or 294.
    """
    match read_json(request):
        case {"query": str(query)}:
            return Response.json(graphql.execute(query, catalogue()))
        case _:
            raise HttpError(400, 'Send {"query": "{ … }"}.')


@router.route("GET", "/shop")
def show_page(_request: Request) -> Response:
    """Answer the page for people, which asks the API for all that it shows."""
    return page_file("index.html", "text/html; charset=utf-8")


@router.route("GET", "/shop/{name}")
def show_page_file(_request: Request, name: str) -> Response:
    """Answer a file that the page needs. Only known names are served, so none leads elsewhere.

    Raises: HttpError 404.
    """
    if name not in PAGE_TYPES:
        raise HttpError(404, f"The page has no file {name}.")
    return page_file(name, PAGE_TYPES[name])


def page_file(name: str, content_type: str) -> Response:
    """Return a file of the page as a response."""
    return Response(200, Headers([("Content-Type", content_type)]), (PAGE / name).read_bytes())
