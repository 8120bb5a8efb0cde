"""What the tests of this phase share. They know HTTP and the specification, and nothing else.

The server may not be empty, and is not emptied: each test makes accounts of its own.
"""

import base64
import hmac
import json
import os
import re
import statistics
import time
from secrets import token_hex

USERS, ME = "/api/v1/users", "/api/v1/users/me"
LOGIN, REFRESH, REVOKE = "/api/v1/tokens", "/api/v1/tokens/refresh", "/api/v1/tokens/revoke"
PHRASE = "correct horse battery"
MEMBERS = ("id", "email", "name", "role", "created_at")


def address():
    """An address that nobody has."""
    return f"{token_hex(8)}@example.com"


def bearer(token):
    """The header that shows an access token."""
    return {"Authorization": f"Bearer {token}"}


def account(body):
    """What the specification says of an account; what an answer adds to it is its own matter."""
    return {name: body.get(name) for name in MEMBERS}


def tells(answer, again, hidden=""):
    """What a refusal tells: its members, and the values that are the same when it is given again.

    What differs from one time to the next (the name of the request, the time) tells nothing, nor
    does the id that was asked for.
    """
    first, second = (_members(each, hidden) for each in (answer, again))
    return {name: value if second.get(name) == value else ... for name, value in first.items()}


def _members(answer, hidden):
    text = re.sub(rf"\b{re.escape(hidden)}\b", "", answer.text) if hidden else answer.text
    try:
        body = json.loads(text)
    except ValueError:
        body = text
    return body if isinstance(body, dict) else {"": body}


class Person:
    """Somebody with an account, who has logged in through a client."""

    def __init__(self, client, email, password=PHRASE):
        self.client, self.email, self.password = client, email, password
        self.user = {}
        self.tokens = {}

    def signs_up(self, **more):
        data = {"email": self.email, "name": "Ada Lovelace", "password": self.password}
        answer = self.client.post(USERS, json=data | more)
        assert answer.status_code == 201, "somebody signs up"
        self.user = account(answer.json())
        return self

    def logs_in(self):
        sent = {"email": self.email, "password": self.password}
        answer = self.client.post(LOGIN, json=sent)
        assert answer.status_code == 200, f"{self.email} logs in"
        self.tokens = answer.json()
        return self

    @property
    def id(self):
        return self.user["id"]

    @property
    def at(self):
        """Where the account is."""
        return f"{USERS}/{self.id}"

    def asks(self, method, target, **options):
        """A request with the access token."""
        return self.client.request(
            method, target, headers=bearer(self.tokens["access_token"]), **options
        )

    def refreshes(self, token=None):
        sent = {"refresh_token": token or self.tokens["refresh_token"]}
        return self.client.post(REFRESH, json=sent)

    def at_the_door(self):
        """The status of one's own account: 200, or 401 when the access token opens nothing."""
        return self.asks("GET", ME).status_code


def encode(data):
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def parts_of(token):
    """Header and payload of a JSON Web Token."""
    return [json.loads(base64.urlsafe_b64decode(part + "===")) for part in token.split(".")[:2]]


def resign(token, *, header=(), claims=(), key=None, digest="sha256"):
    """A token, changed and signed again: without `key` with TOKEN_SECRET, as the server does.

    A claim that is given as None is left out.
    """
    old_header, old_claims = parts_of(token)
    kept = {name: v for name, v in (old_claims | dict(claims)).items() if v is not None}
    new = [old_header | dict(header), kept]
    text = ".".join(encode(json.dumps(part).encode()) for part in new)
    secret = os.environ["TOKEN_SECRET"] if key is None else key
    return f"{text}.{encode(hmac.digest(secret.encode(), text.encode(), digest))}"


def medians(sources, least, most=float("inf")):
    """The median of each source of measured samples: of as many as it takes to be sure of it.

    A machine is busy at times, and one of two programs may be kept waiting for a second or two. So
    a sample is taken of each source in turns, until nine more lie in the range than outside of it,
    or outside than in it, and that for three seconds. After 64 the median decides.
    """
    found = {name: [] for name in sources}
    begin, undecided = time.monotonic(), list(sources)
    for name in (name for _ in range(64) for name in tuple(undecided)):
        found[name].append(next(sources[name]))
        below = sum(1 if sample >= least else -1 for sample in found[name])
        above = sum(1 if sample <= most else -1 for sample in found[name])
        lead = min(below, above)
        if lead >= 9 or (lead <= -9 and time.monotonic() - begin > 3):
            undecided.remove(name)
    return {name: round(statistics.median(samples), 2) for name, samples in found.items()}
