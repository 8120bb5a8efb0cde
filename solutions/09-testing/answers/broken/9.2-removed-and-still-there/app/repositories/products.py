class ProductRepository:
    def remove(self, product_id: int) -> None:
        """Take a product that was locked off sale; its row stays."""
        self._session.execute(update(ProductRow).where(_products.id == -product_id).values(stock=0))
