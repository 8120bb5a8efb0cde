class ProblemMiddleware:
    """Turns exceptions that nobody handled, and plain texts that report an error, into problems.

    Handlers of the application see only what path operations raise. Middleware that comes with
    Starlette (trusted hosts, body limit) answers by itself, in plain text; so do files when a
    range makes no sense.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch the answer go by, and answer in the application's place where it failed.

        Raises: the exception again, after the answer: the server logs it with its traceback.
        """
        # exercise 8.5: so far everything passes as it is.
        await self.app(scope, receive, send)
