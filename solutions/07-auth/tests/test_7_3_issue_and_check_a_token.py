"""7.3 Issue and check a token."""

import base64
import hashlib
import hmac
import json
import time
from datetime import timedelta
from uuid import UUID, uuid4

import jwt
import pytest

KEYS = {
    "2026-11": "november-november-november-november",
    "2026-08": "august-august-august-august-august",
}
LOGIN = UUID("0189f7e0-0000-7000-8000-000000000001")
LIFETIME = timedelta(minutes=15)


@pytest.fixture
def make():
    """Makes an `AccessTokens`."""

    def build(keys=KEYS, issuer="storefront", audience="storefront-api"):
        from app.auth.tokens import AccessTokens

        return AccessTokens(keys, issuer, audience, LIFETIME)

    return build


@pytest.fixture
def tokens(make):
    """An `AccessTokens` that signs with the key 2026-11."""
    return make()


def parts(token):
    """Header and payload of a token, as anybody can read them."""
    header, payload, _ = token.split(".")
    return [json.loads(base64.urlsafe_b64decode(part + "===")) for part in (header, payload)]


def signed(header, claims, key=KEYS["2026-11"], digest=hashlib.sha256):
    """Sign a token by hand: a header of one's own, HMAC, no library that says no."""
    encoded = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(key.encode(), encoded.encode(), digest).digest()
    return f"{encoded}.{encode(signature)}"


def encode(data):
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def refusal(tokens, token):
    """How verify ends: `InvalidToken`, or what it returned."""
    from app.auth.tokens import InvalidToken

    try:
        return tokens.verify(token)
    except InvalidToken:
        return "InvalidToken"


@pytest.fixture
def forge(tokens):
    """Makes a token that is signed rightly, with some claims or header fields changed."""

    def build(claims=(), header=(), **options):
        old_header, old_claims = parts(tokens.issue(7, LOGIN, ["orders:read"]))
        new_claims = {k: v for k, v in (old_claims | dict(claims)).items() if v is not None}
        new_header = {k: v for k, v in (old_header | dict(header)).items() if v is not None}
        return signed(new_header, new_claims, **options)

    return build


def test_a_token_has_a_header_a_payload_and_a_signature(tokens):
    """`issue(user_id, login_id, scopes)` returns three parts in base64url, with dots between them.
    Header and payload are JSON that anybody can read; the signature is an HMAC with SHA-256 over
    both."""
    token = tokens.issue(7, LOGIN, ["orders:read"])
    header, payload, signature = token.split(".")
    expected = hmac.new(KEYS["2026-11"].encode(), f"{header}.{payload}".encode(), hashlib.sha256)
    assert signature == encode(expected.digest())


def test_the_header_names_algorithm_type_and_key(tokens):
    """The header says `"alg": "HS256"`, `"typ": "at+jwt"` (an access token, RFC 9068), and which
    key signed: `kid` is the id of the first of the keys."""
    header, _ = parts(tokens.issue(7, LOGIN, []))
    assert header == {"alg": "HS256", "typ": "at+jwt", "kid": "2026-11"}


def test_the_payload_says_who_for_whom_and_how_far(tokens):
    """The payload has the claims `iss`, `aud`, `sub` (the user's id, as text), `sid` (the id of the
    login), `scope` (the scopes in one text, with spaces between them) and a `jti` of its own."""
    first, second = (parts(tokens.issue(7, LOGIN, {"a:b", "c:d"}))[1] for _ in range(2))
    assert first["iss"] == "storefront"
    assert first["aud"] == "storefront-api"
    assert first["sub"] == "7"
    assert first["sid"] == str(LOGIN)
    assert sorted(first["scope"].split(" ")) == ["a:b", "c:d"]
    assert first["jti"] != second["jti"], "each token has a jti of its own"


def test_a_token_expires(tokens):
    """`iat` is the moment of issue and `exp` that moment plus the lifetime, both in whole seconds
    since 1970."""
    _, claims = parts(tokens.issue(7, LOGIN, []))
    assert abs(claims["iat"] - time.time()) < 5
    assert claims["exp"] - claims["iat"] == LIFETIME.total_seconds()


def test_what_was_issued_is_believed(tokens):
    """`verify(token)` returns the `Claims` of a token that was issued here: user_id, login_id and
    scopes."""
    from app.auth.tokens import Claims

    expected = Claims(user_id=7, login_id=LOGIN, scopes=frozenset({"a:b", "c:d"}))
    assert tokens.verify(tokens.issue(7, LOGIN, ["a:b", "c:d"])) == expected
    assert tokens.verify(tokens.issue(7, LOGIN, [])).scopes == frozenset()


def test_an_expired_token_is_refused(tokens, forge):
    """A token that expired a minute ago raises InvalidToken; one that expired 3 seconds ago is
    still good: clocks differ, so verify allows 10 seconds (the leeway)."""
    now = int(time.time())
    assert refusal(tokens, forge({"exp": now - 60})) == "InvalidToken"
    assert tokens.verify(forge({"exp": now - 3})).user_id == 7


@pytest.mark.parametrize("name", ["exp", "aud", "iss", "sub", "sid"])
def test_a_token_that_lacks_a_claim_is_refused(tokens, forge, name):
    """A token without `exp`, `aud`, `iss`, `sub` or `sid` raises InvalidToken, though its signature
    is right: one that never expires must not exist."""
    received = refusal(tokens, forge({name: None}))
    assert received == "InvalidToken", f"a token without {name} was believed"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-api"},
        {"iss": "https://evil.example"},
        {"sub": "ada"},
        {"sid": "7"},
        {"sid": 5},
        {"scope": ["orders:read"]},
    ],
)
def test_a_token_for_somebody_else_is_refused(tokens, forge, claims):
    """A token of another issuer, for another audience, or whose claims make no sense (`sub` is no
    number, `sid` no UUID, `scope` a list) raises InvalidToken, and never another exception."""
    received = refusal(tokens, forge(claims))
    assert received == "InvalidToken", f"a token with {claims} was believed"


def test_a_tampered_token_is_refused(tokens):
    """A token whose payload was changed after it was signed raises InvalidToken."""
    header, payload = parts(tokens.issue(7, LOGIN, []))
    signature = tokens.issue(7, LOGIN, []).rpartition(".")[2]
    forged = ".".join(
        [encode(json.dumps(header).encode()), encode(json.dumps(payload | {"sub": "1"}).encode())]
    )
    assert refusal(tokens, f"{forged}.{signature}") == "InvalidToken"


def test_the_algorithm_none_is_refused(tokens, forge):
    """A token whose header says `"alg": "none"`, without a signature, raises InvalidToken."""
    unsigned = forge(header={"alg": "none"}).rpartition(".")[0]
    for token in (f"{unsigned}.", unsigned, forge(header={"alg": "None"})):
        assert refusal(tokens, token) == "InvalidToken"


def test_the_header_does_not_choose_the_algorithm(tokens, forge):
    """The algorithm is pinned: a token that is signed with our own key by another algorithm (HS512)
    raises InvalidToken, whatever its header says."""
    token = forge(header={"alg": "HS512"}, digest=hashlib.sha512)
    assert refusal(tokens, token) == "InvalidToken"


@pytest.mark.parametrize("kind", ["JWT", "oidc+jwt", None])
def test_a_token_of_another_kind_is_refused(tokens, forge, kind):
    """Only the type `at+jwt` is an access token. Whatever else is signed with the same key raises
    InvalidToken."""
    assert refusal(tokens, forge(header={"typ": kind})) == "InvalidToken"


def test_keys_can_be_rotated(make):
    """A token that an older key signed is good as long as that key is among the keys; without it,
    the token raises InvalidToken. New tokens are signed with the first key."""
    old = make({"2026-08": KEYS["2026-08"]}).issue(7, LOGIN, [])
    rotated = make(KEYS)
    assert rotated.verify(old).user_id == 7
    assert parts(rotated.issue(7, LOGIN, []))[0]["kid"] == "2026-11"
    assert refusal(make({"2026-11": KEYS["2026-11"]}), old) == "InvalidToken"


@pytest.mark.parametrize("key_id", ["2026-08", "nobody", "../../dev/null", None, 7])
def test_a_key_must_be_the_one_that_is_named(tokens, forge, key_id):
    """A `kid` that names another key, one that there is not, or none at all raises InvalidToken."""
    assert refusal(tokens, forge(header={"kid": key_id})) == "InvalidToken"


@pytest.mark.parametrize(
    "text", ["", "x", "a.b.c", "..", "\u00e4.\u00e4.\u00e4", f"{'A' * 5000}.e30.x", str(uuid4())]
)
def test_what_is_no_token_is_refused(tokens, text):
    """Any text that is no token raises InvalidToken, and never another exception."""
    assert refusal(tokens, text) == "InvalidToken"


def test_the_tokens_are_ordinary_ones(tokens):
    """Any library for JSON Web Tokens that knows the key can read them."""
    claims = jwt.decode(
        tokens.issue(7, LOGIN, []),
        KEYS["2026-11"],
        algorithms=["HS256"],
        audience="storefront-api",
        issuer="storefront",
    )
    assert claims["sub"] == "7"
