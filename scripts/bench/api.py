"""Measures phase 06's API against a plain one in the common style: `make bench`.

Both are served by one Uvicorn worker, on the same PostgreSQL and the same rows, and asked in turns
by the same client, over connections that stay open. Ratios of requests a second count; the numbers
themselves are those of this machine.
"""

import argparse
import asyncio
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from course.services import postgres
from course.solutions import Solutions, write_tree

ROOT = Path(__file__).resolve().parents[2]
PHASE = "06"
ROWS = 1000
CLIENTS = 8
SECONDS = 2.0
ADDRESSES = {"a list of 20": "/api/v1/products", "one by id": "/api/v1/products/500"}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Requests a second, as ratios in one run.")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (5)")
    arguments = parser.parse_args()
    table = Table("what", f"phase {PHASE}", "common style", "ratio", "lowest and highest")
    with tempfile.TemporaryDirectory(prefix="course-bench-") as folder, postgres.scratch() as url:
        project = Path(folder)
        solutions = Solutions(ROOT / "solutions")
        write_tree(solutions.solution(solutions.phase(PHASE)), project)
        database = filled(url, project)
        with (
            served(project, "app.main:app", database) as mine,
            served(Path(__file__).parent, "common_style:app", database) as common,
        ):
            for what, path in ADDRESSES.items():
                rounds = [(rate(mine, path), rate(common, path)) for _ in range(arguments.rounds)]
                ratios = [ours / theirs for ours, theirs in rounds]
                ours, theirs = (statistics.median(side) for side in zip(*rounds, strict=True))
                spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
                middle = f"{statistics.median(ratios):.2f}"
                table.add_row(what, f"{ours:.0f}/s", f"{theirs:.0f}/s", middle, spread)
    Console(width=100).print(table)


def filled(url: str, project: Path) -> str:
    """A database with the project's tables and some products; answers its URL."""
    with postgres.connect(url) as connection:
        connection.execute("CREATE DATABASE bench")
    database = url.replace("/postgres", "/bench")
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    environment = os.environ | {"DATABASE_URL": database}
    subprocess.run(command, cwd=project, env=environment, check=True)
    with postgres.connect(database) as connection:
        connection.execute(
            "INSERT INTO products (sku, name, price_cents, currency, stock)"
            " SELECT 'MUG-' || to_char(n, 'FM0000'), 'Mug ' || n, n * 10, 'EUR', n"
            " FROM generate_series(1, %s) n",
            [ROWS],
        )
        connection.execute("ANALYZE")
    return database


@contextlib.contextmanager
def served(folder: Path, target: str, database: str) -> Iterator[int]:
    """One Uvicorn worker; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        command = [sys.executable, "-m", "uvicorn", target, "--log-level", "warning"]
        process = subprocess.Popen(
            [*command, "--fd", str(listener.fileno()), "--no-access-log"],
            cwd=folder,
            env=os.environ | {"DATABASE_URL": database, "SAMPLE_DATA": "false"},
            pass_fds=[listener.fileno()],
        )
        try:
            rate(port, "/api/v1/products", 1.0)  # the first answers are slower
            yield port
        finally:
            process.terminate()
            process.wait(20)


def rate(port: int, path: str, seconds: float = SECONDS) -> float:
    """Requests a second that some clients together get answered with 200."""
    return asyncio.run(_rate(port, path, seconds))


async def _rate(port: int, path: str, seconds: float) -> float:
    start = time.perf_counter()
    ends = start + seconds
    counts = await asyncio.gather(*(_ask(port, path, ends) for _ in range(CLIENTS)))
    return sum(counts) / (time.perf_counter() - start)


async def _ask(port: int, path: str, ends: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode()
    count = 0
    while time.perf_counter() < ends:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{path} answers {head.splitlines()[0].decode()}")
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        count += 1
    writer.close()
    return count


if __name__ == "__main__":
    main()
