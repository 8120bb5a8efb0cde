class UserRepository:
    def add(self, fields: Mapping[str, Any]) -> UserRow:
        user = UserRow(**fields)
        self._session.add(user)
        return user
