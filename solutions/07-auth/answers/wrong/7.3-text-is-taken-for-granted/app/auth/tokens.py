class AccessTokens:
    def verify(self, token: str) -> Claims:
        """Return what a token says, if all of it can be believed.

        The header is written by whoever made the token, so it chooses nothing but one of our own
        keys: the algorithm is ours to say (RFC 8725, sections 2.1 and 3.1).

        Raises: InvalidToken.
        """
        try:
            header = jwt.get_unverified_header(token)
            if header.get("typ") != TYPE:
                raise InvalidToken("This is a token of another kind.")
            claims = jwt.decode(
                token,
                self._keys[header["kid"]],
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
        except (jwt.InvalidTokenError, KeyError, ValueError) as error:
            raise InvalidToken(str(error)) from error
