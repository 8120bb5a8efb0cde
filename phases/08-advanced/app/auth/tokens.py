"""Access tokens: JSON Web Tokens (RFC 7519), much as the profile for OAuth2 has them (RFC 9068)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import jwt

ALGORITHM = "HS256"
TYPE = "at+jwt"
CLAIMS = ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "scope"]
LEEWAY = timedelta(seconds=10)
"""How far the clocks of two machines may differ."""


class InvalidToken(Exception):  # noqa: N818 - it says what it is
    """A text that is no valid access token, for whatever reason."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid access token says: whose it is, of which login, and how far it goes."""

    user_id: int
    login_id: UUID
    scopes: frozenset[str]


class AccessTokens:
    """Issues and verifies access tokens.

    `keys`: the secrets by their ids, at least 32 bytes each (RFC 7518, section 3.2). The first one
    signs; the others are still accepted, until the tokens that they signed have expired.
    """

    def __init__(
        self, keys: Mapping[str, str], issuer: str, audience: str, lifetime: timedelta
    ) -> None:
        self._keys = dict(keys)
        self._issuer = issuer
        self._audience = audience
        self.lifetime = lifetime

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
            "exp": now + self.lifetime,
            "scope": " ".join(sorted(scopes)),
        }
        return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"typ": TYPE, "kid": key_id})

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
        # An AttributeError comes from a claim that is no text.
        except (jwt.InvalidTokenError, KeyError, ValueError, AttributeError) as error:
            raise InvalidToken(str(error)) from error
