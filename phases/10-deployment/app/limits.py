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
    headers = {
        "RateLimit-Policy": f'"{policy}";q={decision.quota};w={decision.window}',
        "RateLimit": f'"{policy}";r={decision.remaining};t={decision.reset_after}',
    }
    if not decision.allowed:
        headers["Retry-After"] = str(decision.retry_after)
    return headers


class TokenBucket:
    """A bucket of `rate.amount` tokens for each key, refilled evenly within the rate's period.

    Each request takes a token. So a client that was quiet may send a burst, and one that never
    stops gets the average. Two numbers a key are remembered, not a list of moments.

    It is not locked: ask it from one thread only, as a middleware on the event loop does.
    """

    def __init__(self, rate: RateLimitItem, clock: Clock = time.monotonic) -> None:
        self.capacity = rate.amount
        self.window = rate.get_expiry()
        self.per_second = self.capacity / self.window
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}  # key -> tokens, and when counted
        self._swept = clock()

    def take(self, key: str) -> Decision:
        """Take a token if there is a whole one."""
        now = self._clock()
        self._forget_full_buckets(now)
        tokens = self._tokens(key, now)
        allowed = tokens >= 1
        if allowed:
            tokens -= 1
        self._buckets[key] = (tokens, now)
        return Decision(
            allowed=allowed,
            quota=self.capacity,
            window=self.window,
            remaining=int(tokens),
            retry_after=math.ceil(max(0.0, 1 - tokens) / self.per_second),
            reset_after=math.ceil((self.capacity - tokens) / self.per_second),
        )

    def _tokens(self, key: str, now: float) -> float:
        tokens, counted = self._buckets.get(key, (float(self.capacity), now))
        return min(self.capacity, tokens + (now - counted) * self.per_second)

    def _forget_full_buckets(self, now: float) -> None:
        """Once a window: a full bucket is as good as none, and addresses are many."""
        if now - self._swept < self.window:
            return
        self._swept = now
        full = [key for key in self._buckets if self._tokens(key, now) >= self.capacity]
        for key in full:
            del self._buckets[key]


class SlidingWindow:
    """At most `rate.amount` requests of a key in any stretch of the rate's period.

    The counting is done by the library limits; it locks, so that threads may ask.
    """

    def __init__(self, rate: RateLimitItem) -> None:
        self.rate = rate
        self._windows = MovingWindowRateLimiter(MemoryStorage())

    def take(self, key: str) -> Decision:
        """Note this moment if fewer than the quota are noted in the window that ends now."""
        allowed = self._windows.hit(self.rate, key)
        oldest_leaves, remaining = self._windows.get_window_stats(self.rate, key)
        wait = max(0, math.ceil(oldest_leaves - time.time()))
        return Decision(
            allowed=allowed,
            quota=self.rate.amount,
            window=self.rate.get_expiry(),
            remaining=remaining,
            retry_after=max(1, wait),
            reset_after=wait,
        )
