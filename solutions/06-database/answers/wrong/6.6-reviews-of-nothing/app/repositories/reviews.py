class ReviewRepository:
    def list(
        self, product_id: int, *, limit: int, offset: int
    ) -> tuple[Sequence[ReviewRow], int] | None:
        chosen = ReviewRow.product_id == product_id
        query = select(ReviewRow).where(chosen).options(*_WITH_PEOPLE).order_by(ReviewRow.id)
        reviews = self._session.scalars(query.limit(limit).offset(offset)).all()
        count = select(func.count()).select_from(ReviewRow).where(chosen)
        return reviews, self._session.execute(count).scalar_one()
