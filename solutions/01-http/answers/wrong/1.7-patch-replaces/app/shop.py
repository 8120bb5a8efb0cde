from app.http.bodies import read_json
from app.http.messages import Request, Response
from app.serialization import product_from_json


@router.route("PATCH", "/api/v1/products/{product_id}")
def change_product(request: Request, product_id: int) -> Response:
    with refusals():
        product = product_from_json(read_json(request))
        shelf.replace(product_id, product)
    return Response.json(numbered(product_id, product))
