from app.http.messages import HttpError


class RateLimiter:
    def check(self, client: str) -> None:
        now = self.clock()
        recent = [then for then in self.passed.get(client, []) if then > now - self.window]
        if len(recent) < self.limit:
            self.passed[client] = [*recent, now]
            return
        free_at = recent[-self.limit] + self.window
        seconds = int(free_at - now)
        seconds += seconds < free_at - now
        raise HttpError(429, "Not so fast.", {"retry-after": f"{seconds}"})
