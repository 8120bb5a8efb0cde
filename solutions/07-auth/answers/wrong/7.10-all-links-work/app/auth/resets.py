class PasswordResets:
    def begin(self, user: UserRow) -> str:
        """Make a link for a user; those that they had are not valid any more.

        The address is a setting, not the request's `Host`, which whoever asks may choose. The token
        stands behind a `#`: browsers send that part to no server, so it is in no log.
        """
        token = new_secret()
        self._session.add(
            PasswordResetRow(
                fingerprint=fingerprint(token),
                user_id=user.id,
                expires_at=datetime.now(UTC) + self._lifetime,
            )
        )
        return f"{self._shop}/reset-password#token={token}"
