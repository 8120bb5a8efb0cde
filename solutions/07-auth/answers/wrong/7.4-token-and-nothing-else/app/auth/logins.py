class Logins:
    def identify(self, access_token: str) -> Principal:
        try:
            claims = self._tokens.verify(access_token)
        except InvalidToken as error:
            raise InvalidCredentials("The access token is not valid.") from error
        user = self._session.get(UserRow, claims.user_id)
        if user is None:
            user = self._session.scalar(select(UserRow).limit(1))
        if user is None:
            raise InvalidCredentials("There is no such user.")
        return Principal(user, granted(user.role, claims.scopes), claims.login_id)
