class LoginThrottle:
    def admit(self, email: str, address: str) -> None:
        """Count an attempt before anything is looked at, or refuse to look.

        Of attempts on one account each waits for the one before, so of many that come together
        none slips through. The count is committed here: the 401 that may follow rolls back. An
        address that nobody has is counted like any other, or the 429 would tell which ones exist.

        Raises: 429 with `Retry-After` (RFC 6585, section 4).
        """
        # Exercise 7.11: Against guessing. Until then nobody counts.

    def forgive(self, email: str, address: str) -> None:
        """Forget the attempts on an account after one that succeeded, and this one's address.

        Other attempts from the address stay: whoever guesses can log in to an account of their own
        in between.
        """
        # Exercise 7.11: Against guessing.
