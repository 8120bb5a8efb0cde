class ApiKeys:
    def create(
        self, user_id: int, name: str, scopes: Sequence[Permission], lifetime: timedelta
    ) -> tuple[str, ApiKeyRow]:
        """Make a key. Returns: the key itself, which is kept nowhere, and what is stored of it."""
        key = PREFIX + new_secret()
        row = ApiKeyRow(
            user_id=user_id,
            name=name,
            prefix=key[:SHOWN],
            fingerprint=key,
            scopes=sorted(set(scopes)),
            expires_at=datetime.now(UTC) + lifetime,
        )
        self._session.add(row)
        self._session.flush()
        return key, row

    def identify(self, key: str) -> Principal:
        """Return for whom a program works that comes with a key.

        Raises: InvalidCredentials when there is no such key, or it has expired.
        """
        now = datetime.now(UTC)
        row = self._session.scalar(
            select(ApiKeyRow)
            .where(ApiKeyRow.fingerprint == key)
            .options(joinedload(ApiKeyRow.user))
        )
        if row is None or row.expires_at <= now:
            raise InvalidCredentials("The API key is not valid.")
        row.last_used_at = now
        return Principal(row.user, granted(row.user.role, row.scopes))
