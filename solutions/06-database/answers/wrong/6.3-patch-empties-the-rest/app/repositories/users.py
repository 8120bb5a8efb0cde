class UserRepository:
    def change(self, user_id: int, fields: Mapping[str, Any]) -> UserRow | None:
        user = self._session.get(UserRow, user_id, with_for_update=True)
        if user is None:
            return None
        for name in ("email", "name"):
            setattr(user, name, fields.get(name, ""))
        self._flush(user)
        return user
