class UserRepository:
    def change(self, user_id: int, fields: Mapping[str, Any]) -> UserRow | None:
        user = self._session.get(UserRow, user_id)
        if user is None:
            return None
        for name, value in fields.items():
            setattr(user, name, value)
        self._flush(user)
        return user

    def remove(self, user_id: int) -> bool:
        user = self._session.get(UserRow, user_id)
        if user is None:
            return False
        self._session.delete(user)
        self._session.flush()
        return True
