class Logins:
    def identify(self, access_token: str) -> Principal:
        try:
            claims = self._tokens.verify(access_token)
        except InvalidToken:
            raise InvalidCredentials("No.") from None
        login = self._session.get(LoginRow, claims.login_id)
        user = self._session.get(UserRow, claims.user_id) if claims.user_id < 2**63 else None
        if login is None or user is None or login.user_id != user.id or login.revoked_at:
            raise InvalidCredentials("No.")
        return Principal(user=user, permissions=granted(user.role, claims.scopes), login_id=login.id)
