class Passwords:
    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed; without a hash, it never is.

        Where there is no hash, because there is no such user or they have no password, one that
        nobody knows is checked: the answer takes as long as any other.
        """
        if stored is None:
            return False
        try:
            self._hasher.verify(stored or self._hash_of_nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
