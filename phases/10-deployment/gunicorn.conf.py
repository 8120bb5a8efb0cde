"""The same service under Gunicorn: `gunicorn app.main:app` reads this file by itself.

https://gunicorn.org/reference/settings/
"""

from typing import Any


def on_starting(server: Any) -> None:
    """Say that there are no settings yet; Gunicorn calls this before it starts a worker."""
    raise NotImplementedError("exercise 10.6")
