"""The first administrator: somebody must be able to give roles."""

from sqlalchemy.orm import Session

from app.settings import Settings


def ensure_administrator(session: Session, settings: Settings) -> None:
    """Make the administrator of the settings, unless the address has an account already.

    It is called at each start.
    """
    # Exercise 11.3
