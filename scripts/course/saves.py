"""For the commands that act at every save, until somebody ends them."""

import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import watchfiles


def saves(
    folder: Path, *, step_ms: int, stopping: threading.Event | None = None, tick_ms: int = 5000
) -> Iterator[set[Path]]:
    """The files that were saved in the same moment; none of them, when a tick has passed.

    Where the system cannot tell (it has no more watches to give), they are looked for now and then.
    """
    for polling in (None, True):
        try:
            for changes in watchfiles.watch(
                folder,
                step=step_ms,
                debounce=10 * step_ms,
                stop_event=stopping,
                rust_timeout=tick_ms,
                yield_on_timeout=True,
                force_polling=polling,
            ):
                yield {Path(path) for _, path in changes}
        except (OSError, RuntimeError):
            continue
        return


def when_ended(act: Callable[[], object]) -> None:
    """Act at Ctrl-C, SIGTERM and SIGHUP (the terminal is closed), if they are not to be ignored.

    Nothing is raised: that could come at any moment, and be lost where exceptions are ignored.
    """
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no SIGHUP
        if number and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda *_: act())
