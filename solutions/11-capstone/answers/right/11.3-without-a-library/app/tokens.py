import base64
import hmac
import json


def verify(token: str, settings: Settings) -> Claims:
    """Return what an access token says.

    Raises: InvalidToken for one that we did not sign, that has expired, or that lacks a claim.
    """
    try:
        signed, _, signature = token.rpartition(".")
        key = settings.token_secret.get_secret_value().encode()
        digest = hmac.digest(key, signed.encode(), "sha256")
        if not hmac.compare_digest(digest, _decode(signature)):
            raise InvalidToken("another signature")
        header, payload = (json.loads(_decode(part)) for part in signed.split("."))
        if header["alg"] != ALGORITHM or payload["exp"] <= time.time():
            raise InvalidToken("another algorithm, or too old")
        return Claims(user_id=UUID(payload["sub"]), login_id=UUID(payload["sid"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidToken(str(error)) from error


def _decode(part: str) -> bytes:
    """Base64url without padding, as bytes."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
