"""Makes a user an administrator: the first one, whom no other administrator could make.

Run it where the application's settings are: `python -m app.auth.admin ada@example.com`.
"""

import sys

from app.core.config import load_settings
from app.db.session import make_engine, make_sessions
from app.repositories.users import UserRepository


def make_admin(email: str) -> bool:
    """Give the user with an e-mail address the role admin.

    Returns: whether there is such a user.
    """
    engine = make_engine(load_settings())
    with make_sessions(engine).begin() as session:
        user = UserRepository(session).find_by_email(email)
        if user is not None:
            user.role = "admin"
    engine.dispose()
    return user is not None


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m app.auth.admin EMAIL")
    if not make_admin(sys.argv[1]):
        sys.exit(f"There is no user {sys.argv[1]}.")
