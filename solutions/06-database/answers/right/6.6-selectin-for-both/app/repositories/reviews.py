from sqlalchemy.exc import IntegrityError

_WITH_PEOPLE = (selectinload(ReviewRow.author), selectinload(ReviewRow.liked_by))


class ReviewRepository:
    def find(self, review_id: int) -> ReviewRow | None:
        query = select(ReviewRow).where(ReviewRow.id == review_id).options(*_WITH_PEOPLE)
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def add(self, product_id: int, fields: Mapping[str, Any]) -> ReviewRow:
        if not self._is_on_sale(product_id):
            raise Missing(f"There is no product {product_id}.")
        review = ReviewRow(product_id=product_id, **fields)
        self._session.add(review)
        try:
            self._session.flush()
        except IntegrityError as error:
            raise Conflict("No such author, or the second review of one.") from error
        found = self.find(review.id)
        assert found is not None
        return found
