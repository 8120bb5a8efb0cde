"""The first administrator: somebody must be able to give roles."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.passwords import Passwords
from app.roles import Role
from app.settings import Settings
from app.tables import UserRow


def ensure_administrator(session: Session, settings: Settings) -> None:
    """Make the administrator of the settings, unless the address has an account already.

    Two processes that start at once make one account: the second insert does nothing.
    """
    email = settings.admin_email.lower()
    if session.scalar(select(UserRow.id).where(UserRow.email == email)) is None:
        password = settings.admin_password.get_secret_value()
        row = {
            "email": email,
            "name": "Administrator",
            "role": Role.ADMIN,
            "password_hash": Passwords(settings).hash(password),
        }
        session.execute(insert(UserRow).values(row).on_conflict_do_nothing())
        session.commit()
