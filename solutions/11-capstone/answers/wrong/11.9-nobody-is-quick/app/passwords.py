class Passwords:
    """Makes and checks hashes with argon2id (RFC 9106), at the costs of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(
            settings.argon2_time_cost, settings.argon2_memory_kib, settings.argon2_parallelism
        )

    def hash(self, password: str) -> str:
        """Return what may be stored of a password: a hash with a salt of its own."""
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed; without a hash, it never is.

        For an account that does not exist a hash is made all the same: the answer takes as long.
        """
        try:
            return stored is not None and self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False
