class OidcClient:
    def exchange(self, code: str, attempt: Attempt) -> IdClaims:
        """Exchange the code that a browser brought for the person's identity.

        Raises: LoginRefused for a code or an ID token that is not good; ProviderUnavailable.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": attempt.verifier,
        }
        answer = self._ask("POST", self._discover().token_endpoint, form)
        if answer.status_code != httpx2.codes.OK:
            raise LoginRefused("The provider does not accept the code.")
        return self.verify_id_token(_json_object(answer)["id_token"], attempt.nonce)
