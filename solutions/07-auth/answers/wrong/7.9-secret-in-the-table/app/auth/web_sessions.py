class WebSessions:
    def start(self, login: LoginRow) -> tuple[str, WebSessionRow]:
        """Begin a session for a login.

        Returns: the secret for the cookie, which is kept nowhere else, and the stored session.
        """
        secret = new_secret()
        row = WebSessionRow(
            fingerprint=secret,
            login=login,
            csrf_token=new_secret(),
            expires_at=datetime.now(UTC) + self._lifetime,
        )
        self._session.add(row)
        return secret, row

    def find(self, secret: str) -> WebSessionRow:
        """Return the session that belongs to a cookie.

        Raises: InvalidCredentials when there is none, or it has ended.
        """
        row = self._session.scalar(
            select(WebSessionRow)
            .where(WebSessionRow.fingerprint == secret)
            .options(joinedload(WebSessionRow.login).joinedload(LoginRow.user))
        )
        if row is None or row.login.revoked_at is not None or row.expires_at <= datetime.now(UTC):
            raise InvalidCredentials("The session has ended.")
        return row
