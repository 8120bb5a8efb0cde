"""A fake OpenID provider, made for the course: it knows a few invented people and no passwords.

What it does with a client is real and strict: discovery, the authorization code flow with PKCE
(S256 only), an exact redirect URI, codes that work once, a nonce in the ID token, signatures that
can be checked with its published keys (ES256). What is fake is the login: whoever asks may choose
to be any of its people.

https://openid.net/specs/openid-connect-core-1_0.html
https://www.rfc-editor.org/rfc/rfc7636 (PKCE)
"""

import base64
import hashlib
import hmac
import html
import json
import secrets
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

HOST = "127.0.0.1"
START_SECONDS = 10.0
CODE_SECONDS = 60
TOKEN_SECONDS = 300
CALLBACK = "/api/v1/auth/oidc/callback"
REDIRECT_URI = f"http://localhost:8000{CALLBACK}"
PEOPLE: dict[str, dict[str, Any]] = {
    "ada": {"email": "ada@example.com", "email_verified": True, "name": "Ada Lovelace"},
    "grace": {"email": "grace@example.com", "email_verified": True, "name": "Grace Hopper"},
    "mallory": {"email": "mallory@example.com", "email_verified": False, "name": "Mallory"},
}


@dataclass(frozen=True)
class Grant:
    """What a code stands for: who may exchange it, and for whose tokens."""

    person: str
    redirect_uri: str
    challenge: str
    nonce: str | None
    scope: str
    expires_at: float


@dataclass
class Provider:
    """The provider: its registered client, its people, its keys, and what tests may change."""

    issuer: str
    client_id: str = "storefront"
    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    redirect_uris: set[str] = field(default_factory=lambda: {REDIRECT_URI})
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    """Put into every ID token over the right ones, None removes one: for tests of forged tokens."""
    requests: list[str] = field(default_factory=list)
    """The paths that were asked for since the last `clear`."""
    broken: bool = False
    """Whether every request is answered with 503."""
    algorithm: str = "ES256"
    """How ID tokens are signed; `HS256` signs with the public key, `none` not at all: attacks."""

    def __post_init__(self) -> None:
        """Begin with nothing issued."""
        self._lock = threading.Lock()
        self.clear()

    @property
    def environment(self) -> dict[str, str]:
        """The variables that an app needs to use this provider."""
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": self.client_id,
            "OIDC_CLIENT_SECRET": self.client_secret,
        }

    def clear(self) -> None:
        """Forget what was changed and issued; the client and its secret stay."""
        with self._lock:
            self.people = {name: dict(facts) for name, facts in PEOPLE.items()}
            self.claims, self.broken, self.algorithm = {}, False, "ES256"
            self.requests.clear()
            self._codes: dict[str, Grant] = {}
            self._tokens: dict[str, str] = {}
            self._keys: dict[str, EllipticCurvePrivateKey] = {}
        self.rotate_key()

    def rotate_key(self, *, publish: bool = True) -> None:
        """Sign with a new key from now on; with `publish=False` nobody can find it (an attack)."""
        with self._lock:
            self._key_id = secrets.token_hex(4)
            self._signing_key = generate_private_key(SECP256R1())
            if publish:
                self._keys = {self._key_id: self._signing_key}

    def authorize(self, url: str, person: str = "ada") -> str:
        """Do what a browser and a person do at the provider; the address it sends them back to.

        Raises: ValueError with the provider's reason when it refuses the request.
        """
        query = parse_qs(urlsplit(url).query, keep_blank_values=True)
        parameters = {name: values[0] for name, values in query.items()}
        if problem := self.problem_of(parameters):
            raise ValueError(problem)
        return self.send_back(parameters, person)

    def problem_of(self, parameters: Mapping[str, str]) -> str:
        """What is wrong with an authorization request; an empty text if nothing is."""
        challenge = parameters.get("code_challenge", "")
        rules = {
            "unknown client_id": parameters.get("client_id") == self.client_id,
            f"redirect_uri is not registered; registered: {sorted(self.redirect_uris)}": (
                parameters.get("redirect_uri") in self.redirect_uris
            ),
            "response_type must be code": parameters.get("response_type") == "code",
            "scope must contain openid": "openid" in parameters.get("scope", "").split(),
            "code_challenge_method must be S256 (RFC 7636)": (
                parameters.get("code_challenge_method") == "S256"
            ),
            "code_challenge must be the base64url of a SHA-256, 43 characters": len(challenge)
            == 43,
        }
        return next((problem for problem, kept in rules.items() if not kept), "")

    def send_back(self, parameters: Mapping[str, str], person: str) -> str:
        """Issue a code for a person, and name the address with it; without a person, a refusal."""
        if person in self.people:
            code = secrets.token_urlsafe(24)
            self._codes[code] = Grant(
                person,
                parameters["redirect_uri"],
                parameters["code_challenge"],
                parameters.get("nonce"),
                parameters["scope"],
                time.time() + CODE_SECONDS,
            )
            answer = {"code": code}
        else:
            answer = {"error": "access_denied"}
        if "state" in parameters:
            answer["state"] = parameters["state"]
        separator = "&" if urlsplit(parameters["redirect_uri"]).query else "?"
        return parameters["redirect_uri"] + separator + urlencode(answer)

    def exchange(self, form: Mapping[str, str]) -> dict[str, Any]:
        """Exchange a code for tokens: once, in time, for the one who asked for it.

        Raises: ValueError with an error code of RFC 6749, section 5.2.
        """
        if form.get("grant_type") != "authorization_code":
            raise ValueError("unsupported_grant_type")
        with self._lock:
            grant = self._codes.pop(form.get("code", ""), None)
        verifier = form.get("code_verifier", "").encode("ascii", "replace")
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        fits = (
            grant is not None
            and time.time() < grant.expires_at
            and form.get("redirect_uri") == grant.redirect_uri
            and 43 <= len(verifier) <= 128
            and hmac.compare_digest(digest, grant.challenge)
        )
        if grant is None or not fits:
            raise ValueError("invalid_grant")
        token = secrets.token_urlsafe(24)
        self._tokens[token] = grant.person
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": grant.scope,
            "id_token": self.id_token(grant),
        }

    def id_token(self, grant: Grant) -> str:
        """Sign who logged in, for this client."""
        now = int(time.time())
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "sub": f"{grant.person}-0001",
            "aud": self.client_id,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "nonce": grant.nonce,
            **self.people[grant.person],
            **self.claims,
        }
        present = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self._key_id}
        if self.algorithm == "ES256":
            return jwt.encode(present, self._signing_key, algorithm="ES256", headers=headers)
        return self._forged(present, headers)

    def _forged(self, claims: Mapping[str, Any], headers: Mapping[str, str]) -> str:
        """A token whose header names another algorithm: unsigned, or signed with what is public."""

        def encoded(part: Mapping[str, Any]) -> str:
            return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()

        signed = encoded({"alg": self.algorithm, **headers}) + "." + encoded(claims)
        if self.algorithm == "none":
            return f"{signed}."
        secret = self.key_set()["keys"][0]["x"].encode()
        signature = hmac.digest(secret, signed.encode(), "sha256")
        return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    def key_set(self) -> dict[str, list[dict[str, Any]]]:
        """The public keys, as a JSON Web Key Set (RFC 7517)."""
        with self._lock:
            keys = dict(self._keys)
        algorithm = jwt.algorithms.ECAlgorithm
        return {
            "keys": [
                algorithm.to_jwk(key.public_key(), as_dict=True)
                | {"kid": key_id, "use": "sig", "alg": "ES256"}
                for key_id, key in keys.items()
            ]
        }

    def metadata(self) -> dict[str, Any]:
        """What discovery answers."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "scopes_supported": ["openid", "email", "profile"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        }

    def is_client(self, request: Request, form: Mapping[str, str]) -> bool:
        """Whether the registered client asks: by HTTP Basic, or by two fields of the form."""
        scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
        sent = f"{form.get('client_id', '')}:{form.get('client_secret', '')}"
        if scheme.lower() == "basic":
            try:
                sent = base64.b64decode(credentials, validate=True).decode()
            except ValueError:
                return False
        known = f"{self.client_id}:{self.client_secret}"
        return hmac.compare_digest(sent.encode(), known.encode())

    def person_of(self, token: str) -> dict[str, Any] | None:
        """Whose access token that is, as the userinfo endpoint answers it."""
        person = self._tokens.get(token)
        return None if person is None else {"sub": f"{person}-0001", **self.people[person]}


@dataclass(frozen=True)
class Endpoints:
    """The provider over HTTP."""

    provider: Provider

    def app(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discovery),
                Route("/jwks", self.jwks),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/userinfo", self.userinfo),
            ],
            middleware=[Middleware(BaseHTTPMiddleware, dispatch=self.note)],
        )

    async def note(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Remember what was asked for, and refuse everything while broken."""
        self.provider.requests.append(request.url.path)
        if self.provider.broken:
            return JSONResponse({"error": "server_error"}, 503)
        return await call_next(request)

    async def discovery(self, _request: Request) -> Response:
        """Answer the provider's metadata."""
        return JSONResponse(self.provider.metadata())

    async def jwks(self, _request: Request) -> Response:
        """Answer the public keys."""
        return JSONResponse(self.provider.key_set())

    async def authorize(self, request: Request) -> Response:
        """Show the page with the people, or send the browser back with the chosen one's code."""
        parameters = dict(request.query_params)
        if problem := self.provider.problem_of(parameters):
            return HTMLResponse(f"<h1>Refused</h1><p>{html.escape(problem)}</p>", 400)
        if "person" in parameters:
            address = self.provider.send_back(parameters, parameters["person"])
            return RedirectResponse(address, 303)
        return HTMLResponse(page_of(self.provider.people, parameters))

    async def token(self, request: Request) -> Response:
        """Exchange a code."""
        headers = {"Cache-Control": "no-store"}
        fields = await request.form()
        form = {name: value for name, value in fields.items() if isinstance(value, str)}
        if not self.provider.is_client(request, form):
            return JSONResponse({"error": "invalid_client"}, 401, headers)
        try:
            return JSONResponse(self.provider.exchange(form), headers=headers)
        except ValueError as error:
            return JSONResponse({"error": str(error)}, 400, headers)

    async def userinfo(self, request: Request) -> Response:
        """Answer whose access token that is."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        person = self.provider.person_of(token)
        if person is None:
            return JSONResponse({"error": "invalid_token"}, 401, {"WWW-Authenticate": "Bearer"})
        return JSONResponse(person)


def page_of(people: Mapping[str, Mapping[str, Any]], parameters: Mapping[str, str]) -> str:
    """The page on which a person chooses who to be."""
    hidden = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in parameters.items()
    )
    buttons = "".join(
        f'<p><button name="person" value="{html.escape(name)}">'
        f"Continue as {html.escape(str(facts['name']))}</button></p>"
        for name, facts in people.items()
    )
    refuse = '<p><button name="person" value="">Refuse</button></p>'
    return (
        "<!doctype html><title>The course's provider</title><h1>Who are you?</h1>"
        "<p>This provider is a fake: it asks for no password.</p>"
        f"<form>{hidden}{buttons}{refuse}</form>"
    )


@contextmanager
def started(redirect_uris: Sequence[str] = (REDIRECT_URI,)) -> Iterator[Provider]:
    """Start a provider on a free port and stop it at the end."""
    with socket.create_server((HOST, 0)) as listener:
        provider = Provider(issuer=f"http://{HOST}:{listener.getsockname()[1]}")
        provider.redirect_uris |= set(redirect_uris)
        config = uvicorn.Config(Endpoints(provider).app(), log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="OpenID provider", daemon=True
        )
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.002)
        if not server.started:
            raise RuntimeError("The OpenID provider did not start.")
        try:
            yield provider
        finally:
            server.should_exit = True
            thread.join(START_SECONDS)
