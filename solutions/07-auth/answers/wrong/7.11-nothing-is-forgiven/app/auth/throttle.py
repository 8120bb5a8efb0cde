class LoginThrottle:
    def forgive(self, email: str, address: str) -> None:
        """Forget nothing."""
