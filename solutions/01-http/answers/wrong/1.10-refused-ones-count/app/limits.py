import math

from app.http.messages import HttpError


class RateLimiter:
    def check(self, client: str) -> None:
        now = self.clock()
        self.forget(now)
        moments = self.passed.setdefault(client, [])
        moments.append(now)
        if len(moments) > self.limit:
            wait = math.ceil(moments[0] + self.window - now)
            raise HttpError(429, "Too many requests.", {"Retry-After": str(wait)})
