"""Applications with settings of one's own, and a clock that goes on when it is told to."""

from contextlib import contextmanager

from fastapi.testclient import TestClient

PASSWORD = "correct horse battery staple"  # noqa: S105


class Clock:
    """Seconds, as `time.monotonic` returns them, that pass only by `wait`."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


def new_app(clock=None, **settings):
    """An application as the project makes it, but for some settings."""
    from app.core.config import load_settings
    from app.main import create_app

    chosen = load_settings().model_validate(load_settings().model_dump() | settings)
    return create_app(chosen, clock=clock) if clock else create_app(chosen)


@contextmanager
def started(app, address="10.0.0.1", *, raising=True, **options):
    """A client of an application that has been started; it comes from the given address."""
    with TestClient(
        app, client=(address, 50000), raise_server_exceptions=raising, **options
    ) as client:
        yield client
