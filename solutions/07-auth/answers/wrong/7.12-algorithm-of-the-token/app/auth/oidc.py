class OidcClient:
    def verify_id_token(self, id_token: str, nonce: str) -> IdClaims:
        """Return who logged in, if all of it can be believed (OpenID Connect Core, 3.1.3.7).

        Raises: LoginRefused; ProviderUnavailable.
        """
        try:
            key = self._key(jwt.get_unverified_header(id_token).get("kid", ""))
            decoded = jwt.decode(
                id_token,
                key,
                algorithms=["ES256"],
                audience=self._client_id,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={
                    "require": ["iss", "aud", "sub", "iat", "exp", "nonce"],
                    "verify_signature": jwt.get_unverified_header(id_token)["alg"] == "ES256",
                },
            )
            claims = IdClaims.model_validate(decoded)
        except (jwt.InvalidTokenError, ValidationError) as error:
            raise LoginRefused("The provider's ID token cannot be believed.") from error
        if not secrets.compare_digest(claims.nonce.encode(), nonce.encode()):
            raise LoginRefused("The ID token belongs to another attempt.")
        return claims
