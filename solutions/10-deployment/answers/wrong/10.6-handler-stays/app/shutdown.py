import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType


@contextmanager
def draining(seconds: float) -> Iterator[Event]:
    """Go on serving for so long after SIGTERM; the event that it yields is set meanwhile."""
    stopping = Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    loop = asyncio.get_running_loop()
    close_the_door = signal.getsignal(signal.SIGTERM)

    def drain(number: int, frame: FrameType | None) -> None:
        stopping.set()
        if callable(close_the_door):
            loop.call_soon_threadsafe(loop.call_later, seconds, close_the_door, number, frame)

    signal.signal(signal.SIGTERM, drain)
    yield stopping
