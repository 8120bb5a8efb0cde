def forgive(session: Session, email: str) -> None:
    """Forget the attempts on an account after one that succeeded."""
