class WebSessions:
    def identify(self, secret: str, method: str, csrf_token: str | None) -> Principal:
        """Return who comes with a cookie.

        A browser sends cookies along with requests that other sites make it send. Such a site
        cannot read the token of the session, so a request that changes something must have it.

        Raises: InvalidCredentials; 403 when the token is missing or another one.
        """
        row = self.find(secret)
        if method == "POST":
            sent = (csrf_token or "").encode()
            if not compare_digest(sent, row.csrf_token.encode()):
                raise forbidden("A session changes things only with its X-CSRF-Token.")
        login = row.login
        return Principal(login.user, granted(login.user.role, login.scopes), login.id)
