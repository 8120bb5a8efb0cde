from app.http.messages import HttpError


class RateLimiter:
    def check(self, client: str) -> None:
        now = self.clock()
        self.forget(now)
        moments = self.passed.setdefault(client, [])
        if len(moments) >= self.limit:
            raise HttpError(429, "Too many requests.")
        moments.append(now)
