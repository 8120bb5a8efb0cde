from app.domain.errors import DuplicateSku, InvalidValue
from app.http.bodies import read_json
from app.http.messages import Headers, HttpError, Request, Response
from app.serialization import product_from_json


@router.route("POST", "/api/v1/products")
def create_product(request: Request) -> Response:
    data = read_json(request)
    try:
        product = product_from_json(data)
    except InvalidValue as error:
        raise HttpError(422, f"No product: {error}") from None
    try:
        product_id = shelf.add(product)
    except DuplicateSku:
        raise HttpError(409, "There is one already.") from None
    response = Response.json({"id": product_id} | product_to_json(product), status=201)
    host = request.headers.get("host")
    response.headers.add("location", f"{request.scheme}://{host}/api/v1/products/{product_id}")
    return response
