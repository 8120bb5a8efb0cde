class AccessTokens:
    def issue(self, user_id: int, login_id: UUID, scopes: Iterable[str]) -> str:
        """Return a signed token that is valid from now on, for its lifetime."""
        key_id, key = next(iter(self._keys.items()))
        now = datetime.now(UTC)
        claims = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": str(user_id),
            "sid": str(login_id),
            "jti": str(uuid4()),
            "iat": now,
            "exp": now + 60 * self.lifetime,
            "scope": " ".join(sorted(scopes)),
        }
        return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"typ": TYPE, "kid": key_id})
