"""Measures the API of phase 10 against a plain one in the common style: `make bench`.

Equal for both: the PostgreSQL server, the tables, their indexes and their rows; one worker of
Uvicorn with uvloop and httptools; 20 connections in the pool, and 20 more for a while; argon2 with
the same costs; a line in the log for each request, into a file; the requests, byte for byte, from
the same client over connections that stay open; the answers to reads, which is checked.

Different on purpose: each is as it would be served. Phase 10 runs as `python -m app` in production,
with all that it has: request ids, the log as JSON, metrics, Server-Timing, CORS, compression,
security headers, the limits of bodies, hosts and addresses, two versions, entity tags, conditional
requests, cursors. Its login counts attempts, and stores a login that can be ended and a refresh
token; it looks at that login when a product is created. `common_style` has what the well-known
templates have: CORS. It has no answer to a token that was stolen.

The rows "for a user" are those of the template: there, all reading is for who is logged in, and
loads the user. The shop's products are open to everybody, so phase 10 gets the same token and does
not look at it: that is a difference of design and not of speed, and has rows of its own.

They are asked in short turns, so that a machine that is busy for a while slows both. A ratio is
that of requests a second in one round; the numbers themselves are those of this machine. Beside it
stands the processor time of the worker for each request, which a busy machine changes less.
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

import psutil
from argon2 import PasswordHasher
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from course.services import postgres
from course.solutions import Solutions, write_tree

ROOT = Path(__file__).resolve().parents[2]
PHASE, EARLIER = "10", "06"
ROWS = 1000
CLIENTS = 8
WARM_UP = 1000
HOST = "shop.bench"
PASSWORD = "correct horse battery staple"  # noqa: S105 - of people in a database that is thrown away
START_SECONDS = 60
KEY = secrets.token_urlsafe(32)
PRODUCTION = {
    "ENVIRONMENT": "production",
    "TOKEN_KEYS": json.dumps({"bench": KEY}),
    "METRICS_TOKEN": secrets.token_urlsafe(32),
    "PUBLIC_URL": f"https://{HOST}",
    "ALLOWED_HOSTS": json.dumps([HOST]),
    "CORS_ORIGINS": json.dumps([f"https://{HOST}"]),
    "RATE_PER_ADDRESS": "1000000/second",  # counted for each request, and never reached
    "RATE_PER_USER": "1000000/second",
    "SAMPLE_DATA": "false",
}
"""The settings of phase 10: those of production, with limits that let the client ask."""

Requests = Callable[[int], bytes]
"""Makes the next request of a client, by its number."""


@dataclass(frozen=True, slots=True)
class Server:
    """One worker that is being measured."""

    name: str
    port: int
    worker: psutil.Process

    def megabytes(self) -> float:
        """How much memory it holds (resident set)."""
        return float(self.worker.memory_info().rss) / 2**20

    def processor_seconds(self) -> float:
        """For how long it has worked until now."""
        times = self.worker.cpu_times()
        return float(times.user + times.system)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one server did in one turn."""

    per_second: float
    processor_ms: float


@dataclass(frozen=True, slots=True)
class Operation:
    """Something to ask of both: `requests` takes the token of an administrator."""

    name: str
    requests: Callable[[str], Requests]
    common: Callable[[str], Requests] | None = None
    """What the common style is asked, where that is not the same."""
    status: int = 200
    clients: int = CLIENTS


def main() -> None:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description="Requests a second, as ratios in one run.")
    parser.add_argument("--rounds", type=int, default=40, help="turns of each (40)")
    parser.add_argument("--seconds", type=float, default=0.15, help="the length of a turn (0.15)")
    arguments = parser.parse_args()
    console = Console(width=100)
    with contextlib.ExitStack() as stack:
        progress = stack.enter_context(Progress(console=console, transient=True))
        bar = progress.add_task("starting", total=(len(OPERATIONS) + 2) * arguments.rounds)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="course-bench-")))
        url = stack.enter_context(postgres.scratch())
        project, earlier = written(PHASE, folder), written(EARLIER, folder)
        database = filled(url, project)
        common, mine, old = (
            stack.enter_context(served(name, where, command, database))
            for name, where, command in (
                ("common style", Path(__file__).parent, uvicorn("common_style:app")),
                (f"phase {PHASE}", project, [sys.executable, "-m", "app"]),
                (f"phase {EARLIER}", earlier, uvicorn("app.main:app")),
            )
        )
        check_equal([mine, common, old])
        memory = Table("memory of the worker", "after the start", f"after {WARM_UP} requests")
        for server in (mine, common, old):
            before = server.megabytes()
            ask(server, LIST.requests(""), LIST, number=WARM_UP)
            memory.add_row(server.name, f"{before:.0f} MB", f"{server.megabytes():.0f} MB")
        tokens = {server.name: token_of(server) for server in (mine, common)}

        table = Table("what", "who", "a second", "common", "ratio", "lowest, highest", "processor")
        for operation, server in (
            *((each, old) for each in (LIST, BY_ID)),  # the last one of all adds rows
            *((each, mine) for each in OPERATIONS),
        ):
            progress.update(bar, description=f"{operation.name}, {server.name}")
            rounds = []
            for number in range(arguments.rounds):
                sides = (server, common)
                turns = {
                    side.name: turn(
                        side, operation, tokens.get(side.name, ""), arguments.seconds, common
                    )
                    for side in (sides if number % 2 == 0 else sides[::-1])
                }
                rounds.append((turns[server.name], turns[common.name]))
                progress.advance(bar)
            add_row(table, operation.name, server.name, rounds)
    console.print(table)
    console.print("processor: milliseconds of the worker for a request, beside the common style's")
    console.print(memory)


def add_row(table: Table, what: str, who: str, rounds: Sequence[tuple[Turn, Turn]]) -> None:
    """Add what some rounds came to."""
    ratios = [ours.per_second / theirs.per_second for ours, theirs in rounds]
    sides = list(zip(*rounds, strict=True))
    rates = [statistics.median(each.per_second for each in side) for side in sides]
    costs = [statistics.median(each.processor_ms for each in side) for side in sides]
    table.add_row(
        what,
        who,
        *(f"{rate:.0f}" for rate in rates),
        f"{statistics.median(ratios):.2f}",
        f"{min(ratios):.2f}, {max(ratios):.2f}",
        ", ".join(f"{cost:.2f}" for cost in costs),
    )


def written(phase: str, folder: Path) -> Path:
    """The solution of a phase, as a project."""
    solutions = Solutions(ROOT / "solutions")
    project = folder / phase
    project.mkdir()
    write_tree(solutions.solution(solutions.phase(phase)), project)
    return project


def filled(url: str, project: Path) -> str:
    """A database with the project's tables, some products and some people; answers its URL."""
    with postgres.connect(url) as connection:
        connection.execute("CREATE DATABASE bench")
    database = url.replace("/postgres", "/bench")
    command = [sys.executable, "-m", "alembic", "upgrade", "head"]
    environment = os.environ | PRODUCTION | {"DATABASE_URL": database}
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    with postgres.connect(database) as connection:
        connection.execute(
            "INSERT INTO products (sku, name, price_cents, currency, stock)"
            " SELECT 'MUG-' || to_char(n, 'FM0000'), 'Mug ' || n, n * 10, 'EUR', n"
            " FROM generate_series(1, %s) n",
            [ROWS],
        )
        connection.execute(
            "INSERT INTO users (email, name, role, password_hash)"
            " SELECT 'user' || n || '@shop.bench', 'User ' || n, 'admin', %s"
            " FROM generate_series(0, %s) n",
            [PasswordHasher().hash(PASSWORD), CLIENTS - 1],
        )
        connection.execute("ANALYZE")
    return database


def uvicorn(target: str) -> list[str]:
    """The command that serves an application as most are served: with a log of the requests."""
    return [sys.executable, "-m", "uvicorn", target, "--port", "{port}"]


@contextlib.contextmanager
def served(name: str, folder: Path, command: Sequence[str], database: str) -> Iterator[Server]:
    """One worker, with its log in a file; ends it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    settings = {"DATABASE_URL": database, "PORT": str(port)}
    theirs = {"SECRET_KEY": KEY, "CORS_ORIGIN": f"https://{HOST}"}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [each.format(port=port) for each in command],
            cwd=folder,
            env=os.environ | PRODUCTION | settings | theirs,
            stdout=log,
            stderr=log,
        )
        try:
            server = Server(name, port, psutil.Process(process.pid))
            wait_until_ready(server, process, log)
            yield server
        finally:
            process.terminate()
            process.wait(20)


def wait_until_ready(server: Server, process: "subprocess.Popen[bytes]", log: BinaryIO) -> None:
    """Wait for the first answer.

    Raises: SystemExit when none comes, with what the process wrote.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError, EOFError):
            one_answer(server, BY_ID.requests("")(0))
            return
        time.sleep(0.05)
    log.seek(0)
    raise SystemExit(log.read().decode())


def check_equal(servers: Sequence[Server]) -> None:
    """See to it that all answer the same.

    Raises: SystemExit when they do not.
    """
    for operation in (LIST, BY_ID):
        answers = [json.loads(one_answer(each, operation.requests("")(0))) for each in servers]
        if any(answer != answers[0] for answer in answers):
            raise SystemExit(f"{operation.name}: the answers differ: {answers}")


def token_of(server: Server) -> str:
    """An access token of the first user."""
    token: str = json.loads(one_answer(server, LOGIN.requests("")(0)))["access_token"]
    return token


def one_answer(server: Server, request: bytes) -> bytes:
    """Ask once; answers the body."""

    async def once() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        _, body = await exchange(reader, writer, request)
        writer.close()
        return body

    return asyncio.run(once())


def turn(server: Server, operation: Operation, token: str, seconds: float, common: Server) -> Turn:
    """Let some clients ask one server together for a while."""
    asked = operation.common if server is common and operation.common else operation.requests
    worked, start = server.processor_seconds(), time.perf_counter()
    count = ask(server, asked(token), operation, ends=start + seconds)
    passed = time.perf_counter() - start
    return Turn(count / passed, (server.processor_seconds() - worked) * 1000 / count)


def ask(
    server: Server,
    requests: Requests,
    operation: Operation,
    *,
    ends: float = float("inf"),
    number: int | None = None,
) -> int:
    """Let some clients ask until a moment, or a number of times; answers how often they did.

    Raises: SystemExit for an answer with another status.
    """
    left = itertools.count() if number is None else iter(range(number))

    async def client(which: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        count = 0
        while next(left, None) is not None:
            status, body = await exchange(reader, writer, requests(which))
            if status != operation.status:
                raise SystemExit(f"{operation.name}: {server.name} says {status}: {body.decode()}")
            count += 1
            if time.perf_counter() > ends:
                break
        writer.close()
        return count

    async def clients() -> int:
        return sum(await asyncio.gather(*map(client, range(operation.clients))))

    return asyncio.run(clients())


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> tuple[int, bytes]:
    """Send a request and read its answer: status and body."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    return int(head[9:12]), await reader.readexactly(int(length))


def on_the_wire(
    method: str, path: str, headers: Mapping[str, str] | None = None, body: str = ""
) -> bytes:
    """A request as it is sent."""
    lines = {"Host": HOST, "Accept": "application/json", **(headers or {})}
    if body:
        lines["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode()


def reads(path: str, *, as_user: bool = False) -> Callable[[str], Requests]:
    """All clients ask for the same."""

    def requests(token: str) -> Requests:
        headers = {"Authorization": f"Bearer {token}"} if as_user else {}
        request = on_the_wire("GET", path, headers)
        return lambda _which: request

    return requests


def logins(_token: str) -> Requests:
    """Each client logs in as another user."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    requests = []
    for number in range(CLIENTS):
        user = {"username": f"user{number}@shop.bench", "password": PASSWORD}
        form = urlencode({"grant_type": "password", **user})
        requests.append(on_the_wire("POST", "/api/v1/auth/token", headers, form))
    return lambda which: requests[which]


_numbers = itertools.count()


def creations(token: str) -> Requests:
    """Each product has a SKU that no other one has."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def request(_which: int) -> bytes:
        letters, number = divmod(next(_numbers), 10_000)
        sku = f"X{chr(65 + letters // 26)}{chr(65 + letters % 26)}-{number:04}"
        fields = {"sku": sku, "name": "A mug", "price_cents": 1250, "stock": 7}
        return on_the_wire("POST", "/api/v1/products", headers, json.dumps(fields))

    return request


LOGIN = Operation("login", logins, clients=2)  # each keeps all cores busy
LIST = Operation("list of 10", reads("/api/v1/products?limit=10"))
BY_ID = Operation("by id", reads("/api/v1/products/500"))
OPERATIONS = (
    LIST,
    BY_ID,
    Operation(
        "list, for a user",
        reads("/api/v1/products?limit=10", as_user=True),
        common=reads("/api/v1/own/products?limit=10", as_user=True),
    ),
    Operation(
        "by id, for a user",
        reads("/api/v1/products/500", as_user=True),
        common=reads("/api/v1/own/products/500", as_user=True),
    ),
    LOGIN,
    Operation("create", creations, status=201),
)


if __name__ == "__main__":
    main()
