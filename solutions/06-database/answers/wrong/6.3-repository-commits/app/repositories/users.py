class UserRepository:
    def add(self, fields: Mapping[str, Any]) -> UserRow:
        user = UserRow(**fields)
        self._session.add(user)
        with refusing({"uq_users_email": Conflict(f"There is a user {user.email} already.")}):
            self._session.commit()
        return user
