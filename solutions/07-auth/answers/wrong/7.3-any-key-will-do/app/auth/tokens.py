class AccessTokens:
    def verify(self, token: str) -> Claims:
        for key in self._keys.values():
            try:
                if jwt.get_unverified_header(token).get("typ") != TYPE:
                    break
                claims = jwt.decode(
                    token,
                    key,
                    algorithms=[ALGORITHM],
                    audience=self._audience,
                    issuer=self._issuer,
                    leeway=LEEWAY,
                    options={"require": CLAIMS},
                )
                return Claims(
                    user_id=int(claims["sub"]),
                    login_id=UUID(claims["sid"]),
                    scopes=frozenset(claims["scope"].split()),
                )
            except (jwt.InvalidTokenError, ValueError):
                continue
        raise InvalidToken("No key fits.")
