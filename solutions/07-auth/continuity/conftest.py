"""For the tests of earlier phases, which know no login: whoever asks is an administrator.

The administrator is in no table, so that a test that counts users counts its own.
"""

import functools
from uuid import uuid4

from fastapi import FastAPI

_build = FastAPI.__init__


@functools.wraps(_build)
def _build_signed_in(self, *arguments, **options):
    _build(self, *arguments, **options)
    from app.auth.dependencies import identify

    self.dependency_overrides[identify] = _administrator


def _administrator():
    from app.auth.permissions import Permission
    from app.auth.principal import Principal
    from app.db.tables import UserRow

    user = UserRow(email="admin@example.com", name="Administrator", role="admin")
    return Principal(user, frozenset(Permission), login_id=uuid4())


FastAPI.__init__ = _build_signed_in
