"""The whole thing on this machine: processes of the shop, nginx, TLS, static files.

    python -m app.ops.local                              until Ctrl-C
    python -m app.ops.local --api localhost:8000         before a server that runs already
    python -m app.ops.local -- curl -k https://localhost:8443/   while one command runs

SIGHUP replaces the processes by new ones, one after the other (`kill -HUP`, and not on Windows).
"""

import argparse
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from app.ops.certificates import make_certificate
from app.ops.nginx import Nginx, NginxError, servers
from app.ops.processes import HOST, ShopProcess
from app.ops.rollout import RolloutError, roll_out, wait_until_ready

PROJECT = Path(__file__).parents[2]
DEPLOY = PROJECT / "deploy"
PATIENCE_SECONDS = 30.0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m app.ops.local")
    parser.add_argument("--api", action="append", help="a server that runs already: host:port")
    parser.add_argument("--processes", type=int, default=2, help="how many to start otherwise")
    parser.add_argument("--https", type=int, default=8443, help="the port for TLS")
    parser.add_argument("--http", type=int, default=8080, help="the port that leads to it")
    parser.add_argument("command", nargs="*", help="what to run meanwhile")
    return parser.parse_args()


def values(folder: Path, chosen: argparse.Namespace, addresses: Sequence[str]) -> dict[str, str]:
    """Return what the names in nginx's templates stand for, with a new certificate."""
    certificate, key = make_certificate(["localhost", HOST], folder)
    return {
        "API_SERVERS": servers(addresses),
        "HTTP_PORT": f"{HOST}:{chosen.http + 1}",
        "HTTPS_PORT": f"{HOST}:{chosen.https}",
        "REDIRECT_PORT": f"{HOST}:{chosen.http}",
        "PUBLIC_URL": f"https://localhost:{chosen.https}",
        "SERVER_NAME": "localhost",
        "MAX_BODY": "1m",
        "ANSWER_TIMEOUT": "35s",
        "CLIENT_TIMEOUT": "10s",
        "STATIC_ROOT": str(DEPLOY / "static"),
        "CERTIFICATE": str(certificate),
        "CERTIFICATE_KEY": str(key),
    }


def start() -> ShopProcess:
    """Start one process of the shop."""
    return ShopProcess(PROJECT)


def stop_all(fleet: list[ShopProcess]) -> None:
    """Stop the processes that are at work now."""
    for process in fleet:
        process.stop()


def renew(fleet: list[ShopProcess], nginx: Nginx) -> None:
    """Replace the processes by new ones; say so where that does not work with all of them."""
    started: list[ShopProcess] = []

    def start_another() -> ShopProcess:
        started.append(start())
        return started[-1]

    try:
        roll_out(fleet, start_another, nginx, patience=PATIENCE_SECONDS)
    except (RolloutError, NginxError) as error:
        sys.stderr.write(f"Not all were replaced: {error}\n")
    finally:
        fleet[:] = [process for process in [*fleet, *started] if process.is_running()]


def keep_running(fleet: list[ShopProcess], nginx: Nginx, where: str) -> None:
    """Say where it is; return at Ctrl-C or SIGTERM, replace the fleet at each SIGHUP."""
    if sys.platform == "win32":
        input(f"{where} Enter ends it.")
        return
    # Not `sigwait`, which needs the signals to be blocked: processes that are started while they
    # are would never hear them.
    orders: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: orders.put(received))
    sys.stdout.write(f"{where}\n")
    sys.stdout.flush()
    while orders.get() == signal.SIGHUP:
        renew(fleet, nginx)


def main() -> int:
    """Start everything, and end it again."""
    chosen = arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="storefront-")))
        fleet = [] if chosen.api else [start() for _ in range(chosen.processes)]
        stack.callback(stop_all, fleet)
        for process in fleet:
            wait_until_ready(process, PATIENCE_SECONDS)
        addresses = chosen.api or [process.address for process in fleet]
        settings = values(folder, chosen, addresses)
        nginx = stack.enter_context(
            Nginx(DEPLOY / "nginx" / "templates", folder / "nginx", settings)
        )
        if chosen.command:
            done = subprocess.run(chosen.command, check=False)  # noqa: S603 - the user's own
            return done.returncode
        keep_running(fleet, nginx, f"https://localhost:{chosen.https}, with {folder / 'shop.crt'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
