class ReviewRepository:
    def like(self, review_id: int, user_id: int) -> None:
        statement = insert(review_likes).values(review_id=review_id, user_id=user_id)
        refusals = {
            "fk_review_likes_review_id": Missing(f"There is no review {review_id}."),
            "fk_review_likes_user_id": Missing(f"There is no user {user_id}."),
            "pk_review_likes": Conflict("This user likes it already."),
        }
        with refusing(refusals):
            self._session.execute(statement)
