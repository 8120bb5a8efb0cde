"""How often one client may ask: two ways to count, and one answer for both.

Both keep their counts in the memory of this process. With two processes a client has twice as
much; phase 12 moves the counts to a place that all processes share.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

Clock = Callable[[], float]
"""Returns seconds and never goes back, as `time.monotonic` does."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a limiter says of one request. All times are in seconds from now.

    `quota` requests may be made in `window` seconds, `remaining` of them at once. `retry_after`:
    until the next one may pass. `reset_after`: until the whole quota is there again (a bucket), or
    until the oldest request leaves it (a sliding window).
    """

    allowed: bool
    quota: int
    window: int
    remaining: int
    retry_after: int
    reset_after: int


class Limiter(Protocol):
    """Something that counts requests by key: an address, a user."""

    def take(self, key: str) -> Decision:
        """Count a request of this key if it may pass, and say whether it may."""
        ...


def limit_headers(policy: str, decision: Decision) -> dict[str, str]:
    """Say in headers what is left of a limit.

    Source: draft-ietf-httpapi-ratelimit-headers (a draft: names may still change); Retry-After is
    RFC 9110, section 10.2.3.
    """
    raise NotImplementedError("exercise 8.7")


class TokenBucket:
    """A bucket of `rate.amount` tokens for each key, refilled evenly within the rate's period.

    Each request takes a token. So a client that was quiet may send a burst, and one that never
    stops gets the average. Two numbers a key are remembered, not a list of moments.

    It is not locked: ask it from one thread only, as a middleware on the event loop does.
    """

    def __init__(self, rate: RateLimitItem, clock: Clock = time.monotonic) -> None:
        self.capacity = rate.amount
        self.window = rate.get_expiry()
        self._clock = clock

    def take(self, key: str) -> Decision:
        """Take a token if there is a whole one."""
        raise NotImplementedError("exercise 8.7")


class SlidingWindow:
    """At most `rate.amount` requests of a key in any stretch of the rate's period.

    The counting is done by the library limits; it locks, so that threads may ask.
    """

    def __init__(self, rate: RateLimitItem) -> None:
        self.rate = rate
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def take(self, key: str) -> Decision:
        """Note this moment if fewer than the quota are noted in the window that ends now."""
        raise NotImplementedError("exercise 8.7")
