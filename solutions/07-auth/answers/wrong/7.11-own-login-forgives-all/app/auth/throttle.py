class LoginThrottle:
    def forgive(self, email: str, address: str) -> None:
        keys = [account_key(email), address_key(address)]
        self._session.execute(delete(LoginAttemptRow).where(LoginAttemptRow.key.in_(keys)))
