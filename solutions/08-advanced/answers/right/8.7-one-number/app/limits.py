class TokenBucket:
    def __init__(self, rate: RateLimitItem, clock: Clock = time.monotonic) -> None:
        self.capacity = rate.amount
        self.window = rate.get_expiry()
        self.interval = self.window / self.capacity
        self._clock = clock
        self._full_at: dict[str, float] = {}

    def take(self, key: str) -> Decision:
        now = self._clock()
        full_at = max(now, self._full_at.get(key, now))
        taken = full_at + self.interval
        allowed = taken <= now + self.window + 1e-9
        if allowed:
            full_at = self._full_at[key] = taken
        left = (now + self.window - full_at) / self.interval + 1e-9
        return Decision(
            allowed=allowed,
            quota=self.capacity,
            window=self.window,
            remaining=int(left),
            retry_after=max(0, math.ceil(full_at + self.interval - self.window - now - 1e-9)),
            reset_after=math.ceil(full_at - now - 1e-9),
        )
