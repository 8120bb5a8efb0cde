from collections.abc import Callable, Sequence


def roll_out(
    old: Sequence[Process],
    start: Callable[[], Process],
    balancer: Balancer,
    *,
    patience: float = 30.0,
) -> list[Process]:
    """Replace processes by new ones, one after the other; return the new ones."""
    serving = list(old)
    for index, leaving in enumerate(old):
        coming = start()
        wait_until_ready(coming, patience)
        serving[index] = coming
        balancer.send_to([process.address for process in serving])
        leaving.stop()
    return serving
