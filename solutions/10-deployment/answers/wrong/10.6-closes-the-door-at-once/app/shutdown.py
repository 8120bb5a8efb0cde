@contextmanager
def draining(seconds: float) -> Iterator[Event]:
    """Go on serving for so long after SIGTERM; the event that it yields is set meanwhile.

    A load balancer needs a moment to notice that this process is not ready any more. A server that
    closes its door at once refuses whatever is sent until then. So SIGTERM sets the event, and the
    server's own handler, which closes the door, is called later.

    Signals reach the main thread only: where a server runs in another one, nothing changes.
    """
    stopping = Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopping
        return
    loop = asyncio.get_running_loop()
    close_the_door = signal.getsignal(signal.SIGTERM)

    def drain(number: int, frame: FrameType | None) -> None:
        stopping.set()
        if callable(close_the_door):
            close_the_door(number, frame)

    signal.signal(signal.SIGTERM, drain)
    try:
        yield stopping
    finally:
        signal.signal(signal.SIGTERM, close_the_door)
