class ApiKeys:
    def revoke(self, user_id: int, key_id: int) -> bool:
        """Remove a key of a user. Returns: whether they had it."""
        row = self._session.get(ApiKeyRow, key_id)
        if row is None:
            return False
        self._session.delete(row)
        return True
