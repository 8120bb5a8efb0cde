"""The last net: whatever goes wrong below this middleware leaves as a problem document."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.problems import problem_response

_OF_THE_OLD_BODY = ("content-length", "content-type")


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
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        refusal: Message | None = None  # the start of a plain text that reports an error
        text = b""

        async def send_problems(message: Message) -> None:
            nonlocal started, refusal, text
            if message["type"] == "http.response.start" and _is_plain_refusal(message):
                refusal = message
                return
            if refusal is None:
                started = True
                await send(message)
                return
            text += message.get("body", b"")
            if not message.get("more_body", False):
                started = True
                headers = _kept_headers(refusal)
                detail = text.decode(errors="replace") or "The request was refused."
                response = problem_response(refusal["status"], detail, headers)
                await response(scope, receive, send)

        try:
            await self.app(scope, receive, send_problems)
        except Exception:
            if not started:  # half an answer cannot be taken back
                # Nothing of the exception is told: it may hold a password or a query.
                response = problem_response(500, "The server made a mistake. It has been noted.")
                await response(scope, receive, send)
            raise


def _is_plain_refusal(start: Message) -> bool:
    content_type = Headers(raw=start["headers"]).get("content-type", "text/plain")
    return bool(start["status"] >= 400) and content_type.startswith("text/plain")


def _kept_headers(start: Message) -> Mapping[str, str]:
    headers = Headers(raw=start["headers"])
    return {name: value for name, value in headers.items() if name not in _OF_THE_OLD_BODY}
