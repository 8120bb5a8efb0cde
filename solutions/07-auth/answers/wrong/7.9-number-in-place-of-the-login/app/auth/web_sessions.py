class WebSessions:
    def start(self, login: LoginRow) -> tuple[str, WebSessionRow]:
        """Begin a session for a login.

        Returns: the secret for the cookie, which is kept nowhere else, and the stored session.
        """
        secret = new_secret()
        row = WebSessionRow(
            fingerprint=fingerprint(secret),
            login_id=login.id,
            csrf_token=new_secret(),
            expires_at=datetime.now(UTC) + self._lifetime,
        )
        self._session.add(row)
        return secret, row
