class UserRepository:
    def list_followers(self, user_id: int, *, limit: int, offset: int) -> Page:
        query = (
            select(UserRow.id, UserRow.email, UserRow.name)
            .join(followers, followers.c.user_id == UserRow.id)
            .where(followers.c.follower_id == user_id)
            .order_by(UserRow.id)
        )
        return read_page(self._session, query, limit=limit, offset=offset)
