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
        return self.capacity if now - counted >= self.window else tokens

    def _forget_full_buckets(self, now: float) -> None:
        """Once a window: a full bucket is as good as none, and addresses are many."""
        if now - self._swept < self.window:
            return
        self._swept = now
        full = [key for key in self._buckets if self._tokens(key, now) >= self.capacity]
        for key in full:
            del self._buckets[key]
