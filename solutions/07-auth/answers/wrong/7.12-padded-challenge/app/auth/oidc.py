def challenge_of(verifier: str) -> str:
    """Return PKCE's S256 challenge: what may be seen of the verifier (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii")
