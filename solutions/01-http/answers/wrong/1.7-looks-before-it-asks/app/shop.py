from app.access import Role, authorize
from app.http.messages import Request, Response


@router.route("DELETE", "/api/v1/products/{product_id}")
def delete_product(request: Request, product_id: int) -> Response:
    with refusals():
        shelf.find(product_id)
        authorize(request, Role.MANAGER)
        shelf.remove(product_id)
    return Response(204)
