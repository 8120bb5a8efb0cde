class Accounts:
    def set_password(self, user: UserRow, password: str, *, keep: UUID | None = None) -> None:
        """Give a user a new password, and end all their logins but one: some may not be theirs."""
        user.password_hash = self._passwords.hash(password)
        self._session.execute(delete(PasswordResetRow).where(PasswordResetRow.user_id == user.id))
        self._logins.end_all(user.id, but=keep)
