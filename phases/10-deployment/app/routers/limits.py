"""Limits for those who have logged in, as dependencies of what is expensive."""

from fastapi import Request, Response

from app.auth.dependencies import CurrentUser
from app.core.refusals import TooOften
from app.limits import Limiter, limit_headers


class PerUser:
    """A limit for each user: an object that can be called is a dependency like a function.

    It is made with an argument, so that each operation has a limit of its own:
    `Depends(PerUser("orders"))`.
    """

    def __init__(self, policy: str) -> None:
        self.policy = policy

    def __call__(self, request: Request, response: Response, user: CurrentUser) -> None:
        """Count a request of this user, and say in headers what is left.

        Raises: TooOften when nothing was left.
        """
        limiter: Limiter | None = request.state.user_limiter
        if limiter is None:
            return
        decision = limiter.take(f"{self.policy}:{user.id}")
        headers = limit_headers(self.policy, decision)
        if not decision.allowed:
            raise TooOften("You have asked too often for this.", headers)
        response.headers.update(headers)
