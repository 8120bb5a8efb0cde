def unauthenticated(detail: str, challenge: str = "Bearer") -> HTTPException:
    """Make the refusal 401, which says what kind of proof is wanted (RFC 9110, 15.5.2)."""
    return HTTPException(status.HTTP_401_UNAUTHORIZED, detail)
