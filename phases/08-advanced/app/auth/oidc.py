"""Login at an OpenID provider: the authorization code flow with PKCE, from the client's side.

OpenID Connect Core 1.0, section 3.1; RFC 7636 (PKCE); RFC 9700 (best practice).
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlencode

import httpx2
import jwt
from pydantic import (
    BaseModel,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

from app.auth.opaque import new_secret
from app.models.types import Email, PlainText

ALGORITHMS = ["ES256", "RS256"]
TIMEOUT_SECONDS = 5
SCOPE = "openid email profile"
LEEWAY_SECONDS = 10


class ProviderUnavailable(Exception):  # noqa: N818 - it says what happened
    """The provider does not answer, or not as a provider should."""


class LoginRefused(Exception):  # noqa: N818 - it says what happened
    """The provider did not say who that is, or what it says cannot be believed."""


class Metadata(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery 1.0, section 3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def or_nothing(value: object, validate: ValidatorFunctionWrapHandler) -> object:
    """Take an empty text in place of what is not valid."""
    try:
        return validate(value)
    except ValidationError:
        return ""


class IdClaims(BaseModel):
    """Who logged in, as the ID token says it."""

    iss: str
    sub: str
    nonce: str
    email: Email
    email_verified: bool = False
    name: Annotated[PlainText, Field(max_length=80), WrapValidator(or_nothing)] = ""
    """Not a matter of identity: one that the shop would not take keeps nobody out."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a client must remember between sending a browser away and its return.

    `state` ties the return to this browser, `nonce` the ID token to this attempt, `verifier` the
    exchange of the code to the one who asked for it.
    """

    state: str
    nonce: str
    verifier: str


def new_attempt() -> Attempt:
    """Begin an attempt with three new secrets."""
    return Attempt(state=new_secret(), nonce=new_secret(), verifier=new_secret())


def challenge_of(verifier: str) -> str:
    """Return PKCE's S256 challenge: what may be seen of the verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


class OidcClient:
    """Talks to one provider. What the provider says of itself is asked for once and kept."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, redirect_uri: str) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = redirect_uri
        self._metadata: Metadata | None = None
        self._keys: dict[str, jwt.PyJWK] = {}

    @cached_property
    def _http(self) -> httpx2.Client:
        """Open connections when the first person comes: reading the certificates takes 40 ms."""
        return httpx2.Client(timeout=TIMEOUT_SECONDS)

    def close(self) -> None:
        """Give the connections back."""
        if "_http" in vars(self):
            self._http.close()

    def address_of_login(self, attempt: Attempt) -> str:
        """Return the address at the provider to which a browser is sent.

        Raises: ProviderUnavailable.
        """
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": challenge_of(attempt.verifier),
            "code_challenge_method": "S256",
        }
        return f"{self._discover().authorization_endpoint}?{urlencode(query)}"

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
        id_token = _json_object(answer).get("id_token")
        if not isinstance(id_token, str):
            raise ProviderUnavailable("The provider's answer has no ID token.")
        return self.verify_id_token(id_token, attempt.nonce)

    def verify_id_token(self, id_token: str, nonce: str) -> IdClaims:
        """Return who logged in, if all of it can be believed (OpenID Connect Core, 3.1.3.7).

        Raises: LoginRefused; ProviderUnavailable.
        """
        try:
            key = self._key(jwt.get_unverified_header(id_token).get("kid", ""))
            decoded = jwt.decode(
                id_token,
                key,
                algorithms=ALGORITHMS,
                audience=self._client_id,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["iss", "aud", "sub", "iat", "exp", "nonce"]},
            )
            claims = IdClaims.model_validate(decoded)
        except (jwt.InvalidTokenError, ValidationError) as error:
            raise LoginRefused("The provider's ID token cannot be believed.") from error
        if not secrets.compare_digest(claims.nonce.encode(), nonce.encode()):
            raise LoginRefused("The ID token belongs to another attempt.")
        return claims

    def _key(self, key_id: str) -> jwt.PyJWK:
        """Return a public key of the provider; an unknown id may be new, so ask once more."""
        if key_id not in self._keys:
            answer = _json_object(self._ask("GET", self._discover().jwks_uri))
            try:
                keys = jwt.PyJWKSet.from_dict(answer).keys
            except jwt.PyJWTError as error:
                raise ProviderUnavailable("The provider's keys cannot be read.") from error
            self._keys = {key.key_id: key for key in keys if key.key_id is not None}
        if key_id not in self._keys:
            raise LoginRefused("The ID token is signed with a key that the provider has not.")
        return self._keys[key_id]

    def _discover(self) -> Metadata:
        if self._metadata is None:
            # Without the slash that some issuers end in (OpenID Connect Discovery 1.0, 4.1).
            url = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            answer = self._ask("GET", url)
            try:
                metadata = Metadata.model_validate(_json_object(answer))
            except ValidationError as error:
                raise ProviderUnavailable("The provider's metadata cannot be read.") from error
            if metadata.issuer != self._issuer:
                raise ProviderUnavailable("The provider says that it is another one.")
            self._metadata = metadata
        return self._metadata

    def _ask(self, method: str, url: str, form: dict[str, str] | None = None) -> httpx2.Response:
        auth = (self._client_id, self._client_secret) if form is not None else None
        try:
            answer = self._http.request(method, url, data=form, auth=auth)
        except httpx2.HTTPError as error:
            raise ProviderUnavailable("The provider does not answer.") from error
        if answer.is_server_error:
            raise ProviderUnavailable(f"The provider answers {answer.status_code}.")
        return answer


def _json_object(answer: httpx2.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError as error:
        raise ProviderUnavailable("The provider's answer is no JSON.") from error
    if not isinstance(content, dict):
        raise ProviderUnavailable("The provider's answer is no JSON object.")
    return content
