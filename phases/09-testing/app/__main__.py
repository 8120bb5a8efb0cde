"""`python -m app` prints the catalogue."""

from app.domain.products import Product
from app.sample_data import sample_catalogue


def describe(product: Product) -> str:
    """Return a product as one line of text: SKU, name, price and what is left."""
    left = f"{product.stock} left" if product.stock else "sold out"
    return f"{product.sku}  {product.name:<14}{product.price!s:>10}  {left}"


def main() -> None:
    """Print one line a product."""
    for product in sample_catalogue():
        print(describe(product))


if __name__ == "__main__":
    main()
