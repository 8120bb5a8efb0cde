from collections.abc import Callable, Sequence


def roll_out(
    old: Sequence[Process],
    start: Callable[[], Process],
    balancer: Balancer,
    *,
    patience: float = 30.0,
) -> list[Process]:
    """Replace processes by new ones, one after the other; return the new ones."""
    new: list[Process] = []
    try:
        for _ in old:
            new.append(start())
            wait_until_ready(new[-1], patience)
        balancer.send_to([process.address for process in new])
    except Exception:
        for coming in new:
            coming.stop()
        raise
    for leaving in old:
        leaving.stop()
    return new
