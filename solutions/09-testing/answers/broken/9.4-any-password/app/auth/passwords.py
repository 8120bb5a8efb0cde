class Passwords:
    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether there is a password."""
        return stored is not None
