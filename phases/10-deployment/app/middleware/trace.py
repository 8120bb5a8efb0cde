"""Notes when a request passes by, on its way in and on its way out."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.trace import Traces


class TraceMiddleware:
    """Gives requests below one path a trace, in `request.state.trace`, and notes its own steps.

    It must lie further in than the middleware that gives out request ids.
    """

    def __init__(self, app: ASGIApp, below: str, traces: Traces) -> None:
        self.app = app
        self.below = below
        self.traces = traces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the request, the moment when its answer starts, and the end."""
        if scope["type"] != "http" or not scope["path"].startswith(self.below):
            await self.app(scope, receive, send)
            return
        trace = scope["state"]["trace"] = self.traces.begin(scope["state"]["request_id"])

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                trace.note("middleware: answer starts")
            await send(message)

        trace.note("middleware: request comes")
        try:
            await self.app(scope, receive, send_and_note)
        finally:
            trace.note("middleware: end")
