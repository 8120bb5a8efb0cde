"""Whether this process should be sent requests."""

from threading import Event

from anyio import CapacityLimiter, fail_after, to_thread
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app.core.refusals import ApiRefusal
from app.db.revisions import Revisions


class NotReady(ApiRefusal):
    """This process cannot answer requests now, or should not get any more."""

    status_code = 503


class Readiness:
    """Asks what requests need: the database, within a time-out, and its tables.

    `stopping` is set from the moment when the process was told to end.
    """

    def __init__(
        self, engine: Engine, revisions: Revisions, stopping: Event, timeout_seconds: float
    ) -> None:
        self._engine = engine
        self._revisions = revisions
        self._stopping = stopping
        self._timeout = timeout_seconds
        # A thread of its own: those of the operations may all be busy.
        self._limiter = CapacityLimiter(1)

    async def check(self) -> None:
        """Return if requests are welcome.

        Raises: NotReady, with a reason that tells nothing of the inside.
        """
        raise NotImplementedError("exercise 10.3")

    def applied(self) -> list[str]:
        """Ask the database for its last migration; blocks until it answers."""
        with self._engine.connect() as connection:
            return list(connection.scalars(text("SELECT version_num FROM alembic_version")))
