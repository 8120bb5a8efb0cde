from sqlalchemy import update


class UserRepository:
    def list(self, *, limit: int, offset: int) -> Page:
        users = UserRow.__table__.c
        query = select(users.email, users.name, users.id).order_by(users.id)
        return read_page(self._session, query, limit=limit, offset=offset)

    def find(self, user_id: int) -> UserRow | None:
        return self._session.scalars(select(UserRow).filter_by(id=user_id)).one_or_none()

    def add(self, fields: Mapping[str, Any]) -> UserRow:
        with refusing({"uq_users_email": Conflict("This address is taken.")}):
            return self._session.scalars(insert(UserRow).values(**fields).returning(UserRow)).one()

    def change(self, user_id: int, fields: Mapping[str, Any]) -> UserRow | None:
        changed = update(UserRow).where(UserRow.id == user_id).values(**fields).returning(UserRow)
        with refusing({"uq_users_email": Conflict("This address is taken.")}):
            return self._session.scalars(changed).one_or_none()

    def remove(self, user_id: int) -> bool:
        gone = delete(UserRow).where(UserRow.id == user_id).returning(UserRow.id)
        return self._session.scalar(gone) is not None
