class AccessTokens:
    def verify(self, token: str) -> Claims:
        """Return what a token says, if all of it can be believed."""
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(
                token,
                self._keys[header["kid"]],
                algorithms=[ALGORITHM],
                audience=self._audience,
                issuer=self._issuer,
                options={"require": CLAIMS, "verify_exp": False},
            )
            return Claims(
                user_id=int(claims["sub"]),
                login_id=UUID(claims["sid"]),
                scopes=frozenset(claims["scope"].split()),
            )
        except (jwt.InvalidTokenError, KeyError, ValueError, AttributeError) as error:
            raise InvalidToken(str(error)) from error
