class PerUser:
    def __call__(self, request: Request, response: Response, user: CurrentUser) -> None:
        """Count a request of this user, and say in headers what is left.

        Raises: TooOften when nothing was left.
        """
        limiter: Limiter | None = request.state.user_limiter
        if limiter is None:
            return
        decision = limiter.take(f"{self.policy}:{request.client.host}")
        headers = limit_headers(self.policy, decision)
        if not decision.allowed:
            raise TooOften("You have asked too often for this.", headers)
        response.headers.update(headers)
