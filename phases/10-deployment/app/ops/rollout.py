"""A new version in the place of the old one, while requests keep coming in."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

PAUSE_SECONDS = 0.01


class Process(Protocol):
    """A process of the API."""

    @property
    def address(self) -> str:
        """Where it listens: `host:port`."""

    def is_ready(self) -> bool:
        """Whether it can answer requests by now."""

    def stop(self) -> None:
        """Ask it to end, and return when it has answered what it had begun."""


class Balancer(Protocol):
    """What shares the requests out: nginx."""

    def send_to(self, addresses: Sequence[str]) -> None:
        """Share them out among these only, and return when it is so."""


class RolloutError(Exception):
    """A new version does not get ready."""


def wait_until_ready(process: Process, patience: float) -> None:
    """Return when a process can answer.

    Raises: RolloutError when it cannot within `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while not process.is_ready():
        if time.monotonic() > deadline:
            raise RolloutError(f"{process.address} is not ready after {patience} seconds.")
        time.sleep(PAUSE_SECONDS)


def roll_out(
    old: Sequence[Process],
    start: Callable[[], Process],
    balancer: Balancer,
    *,
    patience: float = 30.0,
) -> list[Process]:
    """Replace processes by new ones, one after the other; return the new ones.

    `start` starts a process of the new version, which is not ready at once. There are never fewer
    processes at work than before, and none is asked that is not ready or has been stopped.

    Raises: RolloutError when a new process is not ready within `patience` seconds. It is stopped
    then, no request was sent to it, and those that were at work go on.
    """
    raise NotImplementedError("exercise 10.11")
