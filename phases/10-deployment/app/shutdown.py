"""The time between the order to end and the end."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def draining(seconds: float) -> Iterator[Event]:
    """Go on serving for so long after SIGTERM; the event that it yields is set meanwhile.

    A load balancer needs a moment to notice that this process is not ready any more. A server that
    closes its door at once refuses whatever is sent until then. So SIGTERM sets the event, and the
    server's own handler, which closes the door, is called later.

    Signals reach the main thread only: where a server runs in another one, nothing changes.
    """
    # exercise 10.6: nobody is told.
    yield Event()
