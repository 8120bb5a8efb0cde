class LoginThrottle:
    def admit(self, email: str, address: str) -> None:
        """Count an attempt before anything is looked at, or refuse to look.

        Of attempts on one account each waits for the one before, so of many that come together
        none slips through. The count is committed here: the 401 that may follow rolls back. An
        address that nobody has is counted like any other, or the 429 would tell which ones exist.

        Raises: 429 with `Retry-After` (RFC 6585, section 4).
        """
        limits = {account_key(email): self._per_account, address_key(address): self._per_address}
        now = datetime.now(UTC)
        self._session.execute(
            delete(LoginAttemptRow).where(
                LoginAttemptRow.key.in_(limits), LoginAttemptRow.attempted_at <= now - self._window
            )
        )
        for key, limit in limits.items():
            self._refuse_beyond(key, limit, now)
        self._session.add_all(LoginAttemptRow(key=key, attempted_at=now) for key in limits)
        self._session.commit()
