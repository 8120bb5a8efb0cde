class Logins:
    def refresh(self, refresh_token: str) -> Token:
        """Exchange a refresh token, once, for a new pair (RFC 9700, section 4.14.2).

        A token that comes for a second time has been stolen, from its owner or by them: nobody
        can tell which, so the whole login ends. That is committed here, because the refusal that
        follows rolls everything else back.

        Raises: InvalidCredentials.
        """
        now = datetime.now(UTC)
        row = self._session.scalar(
            select(RefreshTokenRow)
            .where(RefreshTokenRow.fingerprint == fingerprint(refresh_token))
            .options(joinedload(RefreshTokenRow.login).joinedload(LoginRow.user))
            # Of two requests with one token, the second waits here, and then finds it used.
            .with_for_update(of=RefreshTokenRow)
        )
        if row is None:
            raise InvalidCredentials("There is no such refresh token.")
        if row.used_at is not None:
            self.end(row.login_id)
            self._session.commit()
            raise InvalidCredentials("The refresh token was used before: the login is ended.")
        if row.expires_at <= now or row.login.revoked_at is not None:
            raise InvalidCredentials("The refresh token is not valid any more.")
        return self.issue(row.login)
