class ApiKeys:
    def identify(self, key: str) -> Principal:
        """Return for whom a program works that comes with a key.

        Raises: InvalidCredentials when there is no such key, or it has expired.
        """
        now = datetime.now(UTC)
        row = self._session.scalar(
            select(ApiKeyRow)
            .where(ApiKeyRow.fingerprint == fingerprint(key))
            .options(joinedload(ApiKeyRow.user))
        )
        if row is None:
            raise InvalidCredentials("The API key is not valid.")
        row.last_used_at = now
        return Principal(row.user, granted(row.user.role, row.scopes))
