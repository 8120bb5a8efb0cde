class PasswordResets:
    def finish(self, token: str) -> UserRow:
        """Use a link up, and return whose it was.

        Raises: InvalidCredentials for one that is unknown, used or too old.
        """
        user_id = self._session.scalar(
            delete(PasswordResetRow)
            .where(
                PasswordResetRow.fingerprint == fingerprint(token),
            )
            .returning(PasswordResetRow.user_id)
        )
        user = None if user_id is None else self._session.get(UserRow, user_id)
        if user is None:
            raise InvalidCredentials("The link is not valid any more.")
        return user
