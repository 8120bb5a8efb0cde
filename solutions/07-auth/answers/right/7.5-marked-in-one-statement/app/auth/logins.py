class Logins:
    def refresh(self, refresh_token: str) -> Token:
        now = datetime.now(UTC)
        known = RefreshTokenRow.fingerprint == fingerprint(refresh_token)
        taken = self._session.scalar(
            update(RefreshTokenRow)
            .where(known, RefreshTokenRow.used_at.is_(None), RefreshTokenRow.expires_at > now)
            .values(used_at=now)
            .returning(RefreshTokenRow.login_id)
        )
        if taken is None:
            row = self._session.scalar(select(RefreshTokenRow).where(known))
            if row is not None and row.used_at is not None:
                self.end(row.login_id)
                self._session.commit()
            raise InvalidCredentials("No.")
        login = self._session.get(LoginRow, taken, options=[joinedload(LoginRow.user)])
        if login is None or login.revoked_at is not None:
            raise InvalidCredentials("No.")
        return self.issue(login)
