from sqlalchemy import delete


class ProductRepository:
    def remove(self, product_id: int) -> bool:
        gone = delete(ProductRow).where(ProductRow.id == product_id, ON_SALE)
        return self._session.scalar(gone.returning(ProductRow.id)) is not None
