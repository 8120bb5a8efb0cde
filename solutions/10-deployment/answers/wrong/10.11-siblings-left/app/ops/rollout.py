from collections.abc import Callable, Sequence


def roll_out(
    old: Sequence[Process],
    start: Callable[[], Process],
    balancer: Balancer,
    *,
    patience: float = 30.0,
) -> list[Process]:
    """Replace processes by new ones, all of them at once; return the new ones."""
    new = [start() for _ in old]
    for coming in new:
        try:
            wait_until_ready(coming, patience)
        except RolloutError:
            coming.stop()
            raise
    balancer.send_to([process.address for process in new])
    for leaving in old:
        leaving.stop()
    return new
