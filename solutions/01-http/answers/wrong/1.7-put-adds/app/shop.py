from app.http.bodies import read_json
from app.http.messages import Request, Response
from app.serialization import product_from_json


@router.route("PUT", "/api/v1/products/{product_id}")
def replace_product(request: Request, product_id: int) -> Response:
    with refusals():
        product = product_from_json(read_json(request))
        shelf.find(product_id)
        number = shelf.add(product)
    return Response.json(numbered(number, product))
