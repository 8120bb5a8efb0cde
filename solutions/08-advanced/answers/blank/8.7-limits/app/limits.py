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
