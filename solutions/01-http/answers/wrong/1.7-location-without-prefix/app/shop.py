from app.http.bodies import read_json
from app.http.messages import Request, Response
from app.serialization import product_from_json


@router.route("POST", "/api/v1/products")
def create_product(request: Request) -> Response:
    with refusals():
        product = product_from_json(read_json(request))
        number = shelf.add(product)
    return Response.json(numbered(number, product), 201, [("Location", f"/products/{number}")])
