class WebSessions:
    def identify(self, secret: str, method: str, csrf_token: str | None) -> Principal:
        row = self.find(secret)
        expected = row.csrf_token.encode()
        if method in {"POST", "PUT", "PATCH", "DELETE"} and (csrf_token or "").encode() != expected:
            raise forbidden("No.")
        user = row.login.user
        return Principal(user, granted(user.role, row.login.scopes), row.login_id)
