"""Who took part in a request, in order: to look at, while one learns or hunts a mistake."""

from collections import OrderedDict

KEPT = 100  # requests; the older ones are forgotten


class Trace:
    """The steps of one request. Appending to a list is safe from any thread."""

    def __init__(self) -> None:
        self.steps: list[str] = []

    def note(self, step: str) -> None:
        """Say what happens now."""
        self.steps.append(step)


class Traces:
    """The traces of the last requests, by request id."""

    def __init__(self) -> None:
        self._traces: OrderedDict[str, Trace] = OrderedDict()

    def begin(self, request_id: str) -> Trace:
        """Start the trace of a request; an older one with the same id is forgotten."""
        self._traces.pop(request_id, None)
        if len(self._traces) == KEPT:
            self._traces.popitem(last=False)
        return self._traces.setdefault(request_id, Trace())

    def find(self, request_id: str) -> Trace | None:
        """Return a trace, or None for a request that is unknown or forgotten."""
        return self._traces.get(request_id)
