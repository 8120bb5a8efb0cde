from app.routers import lookups
from app.routers import products as version_1
from app.routers.dependencies import Products
from app.routers.lookups import LockedProduct, ProductDep
from app.v2.models import Product, ProductPatch


@router.get("/{product_id}", responses=refuses(404), summary="Read a product")
def read_product(product: ProductDep, response: Response) -> Product:
    """Answer one product and its entity tag."""
    response.headers["ETag"] = lookups.product_tag(product)
    return Product.of(product)


@router.patch(
    "/{product_id}",
    responses=refuses(401, 403, 404, 409, 412),
    dependencies=version_1.EDIT_AS_READ,
    summary="Change some fields of a product",
)
def update_product(product: LockedProduct, data: ProductPatch, products: Products) -> Product:
    """Change the fields that were sent and no others."""
    return Product.of(products.change(product["id"], data.columns()))
