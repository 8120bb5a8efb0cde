class Logins:
    def identify(self, access_token: str) -> Principal:
        """Return who comes with an access token."""
        try:
            claims = self._tokens.verify(access_token)
        except InvalidToken as error:
            raise InvalidCredentials("The access token is not valid.") from error
        login = self._session.scalar(
            select(LoginRow)
            .where(LoginRow.id == claims.login_id, LoginRow.user_id == claims.user_id)
            .options(joinedload(LoginRow.user))
        )
        if login is None:
            raise InvalidCredentials("There is no such login.")
        permissions = granted(login.user.role, claims.scopes)
        return Principal(login.user, permissions, login.id)
