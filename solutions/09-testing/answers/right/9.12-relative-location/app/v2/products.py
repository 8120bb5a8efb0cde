from fastapi import Request, Response, status

from app.core.problems import refuses
from app.routers.dependencies import Products
from app.routers.products import EDIT
from app.v2.models import Product, ProductCreate


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=refuses(401, 403, 409),
    dependencies=[EDIT],
    summary="Add a product",
)
def create_product(
    data: ProductCreate, request: Request, response: Response, products: Products
) -> Product:
    """Store a new product and answer 201 with its address in `Location`.

    Raises: DuplicateSku, which is answered with 409.
    """
    product = products.add(data.columns())
    response.headers["Location"] = f"{request.scope['root_path']}/products/{product['id']}"
    return Product.of(product)
