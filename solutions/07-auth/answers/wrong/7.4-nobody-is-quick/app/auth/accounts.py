class Accounts:
    def sign_in(self, email: str, password: str) -> UserRow:
        """Return the user whose e-mail address and password these are.

        A hash that was made with other costs than today's is replaced: now, and only now, the
        password is there to make a new one.

        Raises: InvalidCredentials, which does not say what was wrong; 429 for too many attempts.
        """
        self._throttle.admit(email, self._address)
        user = self._users.lock_by_email(email)
        if user is None:
            raise InvalidCredentials("The e-mail address or the password is wrong.")
        stored = user.password_hash if user is not None else None
        if not self._passwords.verify(stored, password) or user is None or stored is None:
            raise InvalidCredentials("The e-mail address or the password is wrong.")
        self._throttle.forgive(email, self._address)
        if self._passwords.is_outdated(stored):
            user.password_hash = self._passwords.hash(password)
        return user
