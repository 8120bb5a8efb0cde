class Passwords:
    def hash(self, password: str) -> str:
        """Return what may be stored of a password: a hash with a salt of its own."""
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed; without a hash, it never is.

        Where there is no hash, because there is no such user or they have no password, one that
        nobody knows is checked: the answer takes as long as any other.
        """
        try:
            self._hasher.verify(stored or self._hash_of_nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None
