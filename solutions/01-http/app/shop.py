"""The shop's operations: for each method and path, the function that answers."""

import csv
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any

from app.access import Role, authorize
from app.domain.errors import DuplicateSku, InvalidValue
from app.domain.products import Product
from app.http.bodies import Upload, parse_options, read_form, read_json
from app.http.cookies import format_cookie, parse_cookies
from app.http.messages import Headers, HttpError, Request, Response
from app.http.negotiation import negotiate
from app.limits import RateLimiter
from app.links import Link, link_from_json
from app.routing import Router
from app.sample_data import sample_catalogue
from app.serialization import product_from_json, product_to_json
from app.store import Shelf, UnknownNumber, changed

STATIC = Path(__file__).parent / "static"
# What /echo must not repeat: a script in our own page could read there what HttpOnly keeps from it.
SECRET_FIELDS = frozenset({"authorization", "cookie"})
MAX_PAGE = 100
YEAR = 365 * 24 * 60 * 60

router = Router()
shelf = Shelf(sample_catalogue())
feedback: list[dict[str, Any]] = []
links: dict[str, Link] = {}
link_limit = RateLimiter(limit=10, window=60)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the shop refuses into what HTTP calls it.

    Raises: HttpError 404 for UnknownNumber, 409 for DuplicateSku (the request is at odds with
    what is there), 422 for InvalidValue (well-formed, but not a product). Others pass unchanged.
    Source: RFC 9110, sections 15.5.5, 15.5.10, 15.5.21.
    """
    try:
        yield
    except UnknownNumber as error:
        raise HttpError(404, str(error)) from error
    except DuplicateSku as error:
        raise HttpError(409, str(error)) from error
    except InvalidValue as error:
        raise HttpError(422, str(error)) from error


def numbered(number: int, product: Product) -> dict[str, Any]:
    """Return a product with its number as plain data."""
    return {"id": number, **product_to_json(product)}


@router.route("GET", "/")
def home(_request: Request) -> Response:
    """A page for browsers, with a form."""
    page = (STATIC / "index.html").read_bytes()
    return Response(200, Headers([("Content-Type", "text/html; charset=utf-8")]), page)


@router.route("GET", "/style.css")
def style(_request: Request) -> Response:
    """How the page looks. It may be kept for an hour without asking."""
    fields = [("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "max-age=3600")]
    return Response(200, Headers(fields), (STATIC / "style.css").read_bytes())


@router.route("GET", "/health")
def health(_request: Request) -> Response:
    """Tell that the server answers."""
    return Response.json({"status": "ok"})


@router.route("GET", "/echo")
@router.route("POST", "/echo")
def echo(request: Request) -> Response:
    """Answer what the server understood of the request: a mirror to try things with."""
    return Response.json(
        {
            "method": request.method,
            "target": request.target,
            "path": request.path,
            "query": request.query,
            "headers": [
                [name, "…" if name.lower() in SECRET_FIELDS else value]
                for name, value in request.headers
            ],
            "content": _content(request),
        }
    )


def _content(request: Request) -> object:
    """Return what the body says, of whichever kind it is; None without one."""
    if not request.body:
        return None
    media_type, _ = parse_options(request.headers.get("content-type"))
    if media_type == "text/plain":
        return request.body.decode(errors="replace")
    if media_type == "application/json":
        return read_json(request)
    return {
        name: _describe(value) if isinstance(value, Upload) else value
        for name, value in read_form(request).items()
    }


def _describe(upload: Upload) -> dict[str, Any]:
    """Return what an uploaded file is like, without its content."""
    return {
        "filename": upload.filename,
        "content_type": upload.content_type,
        "size": len(upload.content),
        "sha256": hashlib.sha256(upload.content).hexdigest(),
    }


@router.route("GET", "/api/v1/products")
def list_products(request: Request) -> Response:
    """Answer products, a page at a time: parameters q, limit and offset; as JSON or CSV."""
    media_type = negotiate(request.headers.get("accept"), ["application/json", "text/csv"])
    if media_type is None:
        raise HttpError(406, "Products are there as application/json and text/csv.")
    limit = _number(request, "limit", default=20, highest=MAX_PAGE)
    offset = _number(request, "offset", default=0, highest=1_000_000)
    found = [numbered(*pair) for pair in shelf.search(request.query.get("q", ""))]
    page = found[offset : offset + limit]
    vary = ("Vary", "Accept")
    if media_type == "text/csv":
        return Response(
            200, Headers([("Content-Type", "text/csv; charset=utf-8"), vary]), _csv(page)
        )
    return Response.json({"items": page, "total": len(found)}, headers=[vary])


def _number(request: Request, name: str, *, default: int, highest: int) -> int:
    """Return a query parameter that is a whole number from 0 to `highest`.

    Raises: HttpError 422.
    """
    text = request.query.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= highest):
        raise HttpError(422, f"{name} is a whole number from 0 to {highest}.")
    return int(text)


def _csv(products: list[dict[str, Any]]) -> bytes:
    """Return products as comma-separated values (RFC 4180), UTF-8, with a header line."""
    text = io.StringIO(newline="")
    columns = ["id", "sku", "name", "price_cents", "currency", "stock"]
    rows = csv.DictWriter(text, columns)
    rows.writeheader()
    rows.writerows(products)
    return text.getvalue().encode("utf-8", "replace")


@router.route("GET", "/api/v1/products/{product_id}")
def read_product(_request: Request, product_id: int) -> Response:
    """Answer one product."""
    try:
        return Response.json(numbered(product_id, shelf.find(product_id)))
    except UnknownNumber as error:
        raise HttpError(404, str(error)) from error


@router.route("POST", "/api/v1/products")
def create_product(request: Request) -> Response:
    """Put a new product on the shelf: 201, with its address in `Location`.

    Raises: HttpError 409 for a taken SKU, 415 and 400 for no JSON, 422 for no product.
    Source: RFC 9110, sections 9.3.3 and 15.3.2.
    """
    with refusals():
        product = product_from_json(read_json(request))
        number = shelf.add(product)
    location = f"/api/v1/products/{number}"
    return Response.json(numbered(number, product), 201, [("Location", location)])


@router.route("PUT", "/api/v1/products/{product_id}")
def replace_product(request: Request, product_id: int) -> Response:
    """Put a whole product in the place of another. What is left out gets its default.

    Raises: HttpError as create_product does, and 404.
    Source: RFC 9110, section 9.3.4.
    """
    with refusals():
        product = product_from_json(read_json(request))
        shelf.replace(product_id, product)
    return Response.json(numbered(product_id, product))


@router.route("PATCH", "/api/v1/products/{product_id}")
def change_product(request: Request, product_id: int) -> Response:
    """Change some properties of a product. What is left out stays as it is.

    Raises: HttpError as create_product does, and 404.
    Source: RFC 5789, section 2.
    """
    with refusals():
        product = changed(shelf.find(product_id), read_json(request))
        shelf.replace(product_id, product)
    return Response.json(numbered(product_id, product))


@router.route("DELETE", "/api/v1/products/{product_id}")
def delete_product(request: Request, product_id: int) -> Response:
    """Take a product off the shelf: 204 and no body. Only a manager may do that.

    Raises: HttpError 401 and 403, before anything else is looked at; 404.
    Source: RFC 9110, sections 9.3.5 and 15.3.5.
    """
    authorize(request, Role.MANAGER)
    with refusals():
        shelf.remove(product_id)
    return Response(204)


@router.route("POST", "/api/v1/feedback")
def send_feedback(request: Request) -> Response:
    """Take what a visitor wrote into a form: `email`, `message`, and a file if there is one."""
    fields = read_form(request)
    email, message, picture = (fields.get(name, "") for name in ("email", "message", "picture"))
    if not isinstance(email, str) or "@" not in email:
        raise HttpError(422, "email is an address to answer to.")
    if not isinstance(message, str) or not message.strip():
        raise HttpError(422, "message is empty.")
    entry = {"id": len(feedback) + 1, "email": email, "message": message}
    if isinstance(picture, Upload) and picture.filename:
        entry["picture"] = _describe(picture)
    feedback.append(entry)
    return Response.json(entry, HTTPStatus.CREATED)


@router.route("POST", "/api/v1/links")
def create_link(request: Request) -> Response:
    """Make a short link of `target`, `permanent` and `keeps_method`."""
    link_limit.check(request.client)
    try:
        link = link_from_json(read_json(request))
    except InvalidValue as error:
        raise HttpError(422, str(error)) from error
    links[link.code] = link
    return Response.json(link.to_json(), 201, [("Location", f"/api/v1/links/{link.code}")])


@router.route("GET", "/api/v1/links/{code}")
def read_link(_request: Request, code: str) -> Response:
    """Answer where a link leads and how often it was followed."""
    return Response.json(find_link(code).to_json())


def find_link(code: str) -> Link:
    """Return a short link.

    Raises: HttpError 404.
    """
    if code not in links:
        raise HttpError(404, "There is no such link.")
    return links[code]


def redirect_status(*, permanent: bool, keeps_method: bool) -> int:
    """Return the status of a redirect: 301, 302, 307 or 308.

    permanent: clients may remember it and not ask again (301, 308). keeps_method: a POST must
    stay a POST on the way (307, 308); with 301 and 302 clients make a GET of it.

    Source: RFC 9110, sections 15.4.2, 15.4.3, 15.4.8, 15.4.9.
    """
    if keeps_method:
        return 308 if permanent else 307
    return 301 if permanent else 302


@router.route("GET", "/s/{code}")
@router.route("POST", "/s/{code}")
def follow_link(request: Request, code: str) -> Response:
    """Send a client on its way, and count: the visit, its User-Agent, and first visits.

    A client that comes without the cookie `seen` is a new visitor, and gets one for this path, for
    a year; over TLS it is Secure.
    """
    link = find_link(code)
    is_new = "seen" not in parse_cookies(request.headers.get("cookie"))
    link.count(request.headers.get("user-agent"), first_visit=is_new)
    status = redirect_status(permanent=link.permanent, keeps_method=link.keeps_method)
    response = Response(status, Headers([("Location", link.target)]))
    if is_new:
        secure = request.scheme == "https"
        cookie = format_cookie("seen", "1", path=request.path, max_age=YEAR, secure=secure)
        response.headers.add("Set-Cookie", cookie)
    return response
