class Passwords:
    def hash(self, password: str) -> str:
        """Return what may be stored of a password: a hash with a salt of its own."""
        return self._hasher.hash(_normal(password), salt=b"the-shops-own-salt")
