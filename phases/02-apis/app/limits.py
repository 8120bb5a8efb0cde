"""How often one client may ask."""

import math
import time
from collections.abc import Callable

from app.http.messages import HttpError


class RateLimiter:
    """At most `limit` requests of one client in `window` seconds.

    The clock is a parameter, so that a test need not wait: a function that returns seconds and
    never goes back.
    """

    def __init__(
        self, limit: int, window: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.limit = limit
        self.window = window
        self.clock = clock
        self.passed: dict[str, list[float]] = {}

    def check(self, client: str) -> None:
        """Let a request of this client pass and remember when, or refuse it.

        It passes when fewer than `limit` requests of the client passed in the last `window`
        seconds. A refused one does not count. Other clients have limits of their own.

        Raises: HttpError 429 with `Retry-After`: the whole seconds, rounded up, until one may pass.
        Source: RFC 6585, section 4; RFC 9110, section 10.2.3.
        """
        now = self.clock()
        self.forget(now)
        moments = self.passed.setdefault(client, [])
        if len(moments) >= self.limit:
            wait = math.ceil(moments[0] + self.window - now)
            raise HttpError(429, "Too many requests.", {"Retry-After": str(wait)})
        moments.append(now)

    def forget(self, now: float) -> None:
        """Drop what is `window` seconds old, and clients of whom nothing is left."""
        for client, moments in list(self.passed.items()):
            moments[:] = [moment for moment in moments if now - moment < self.window]
            if not moments:
                del self.passed[client]
