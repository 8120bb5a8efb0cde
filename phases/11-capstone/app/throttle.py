"""Against guessing: in a while, only so many attempts to log in to an account are looked at."""

from sqlalchemy.orm import Session

from app.settings import Settings


def admit(session: Session, email: str, settings: Settings) -> None:
    """Count an attempt before anything is looked at, or refuse to look.

    Raises: 429 with `Retry-After` (RFC 6585, section 4).
    """
    # Exercise 11.9


def forgive(session: Session, email: str) -> None:
    """Forget the attempts on an account after one that succeeded."""
    # Exercise 11.9
