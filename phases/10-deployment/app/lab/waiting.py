"""Measure what a slow call costs in three kinds of endpoints: `python -m app.lab.waiting`.

Each endpoint waits for 50 ms, as if a database or another service had to be asked. 100 requests
come at once. Beside them `/ping`, which has nothing to wait for, is asked again and again: its
slowest answer tells whether the others were held up.
"""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import uvicorn
from fastapi import FastAPI

WAIT = 0.05  # seconds
REQUESTS = 100

app = FastAPI()


@app.get("/ping")
async def ping() -> str:
    """Answer at once."""
    return "pong"


@app.get("/def")
def wait_in_a_thread() -> str:
    """Wait in one of the 40 threads of the pool."""
    time.sleep(WAIT)
    return "done"


@app.get("/async-def-await")
async def wait_and_let_others_run() -> str:
    """Wait on the event loop, which does something else meanwhile."""
    await asyncio.sleep(WAIT)
    return "done"


@app.get("/async-def-blocking")
async def wait_and_block() -> str:
    """The mistake: wait on the event loop, which can do nothing else meanwhile."""
    time.sleep(WAIT)  # noqa: ASYNC251 - this is what is measured
    return "done"


async def measure(client: httpx2.AsyncClient, path: str) -> tuple[float, float]:
    """Return the seconds for all requests, and those of the slowest ping meanwhile."""
    slowest = 0.0
    work = asyncio.gather(*(client.get(path) for _ in range(REQUESTS)))
    start = time.perf_counter()
    while not work.done():
        before = time.perf_counter()
        await client.get("/ping")
        slowest = max(slowest, time.perf_counter() - before)
        await asyncio.sleep(0.01)
    await work
    return time.perf_counter() - start, slowest


@contextmanager
def served() -> Iterator[str]:
    """Serve the application in a thread, on a free port; yields its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


async def main(address: str) -> None:
    """Print a line for each kind of endpoint."""
    limits = httpx2.Limits(max_connections=REQUESTS + 1)
    print(f"{'endpoint':<20} {'requests/s':>10} {'slowest ping':>13}")
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=60) as client:
        await asyncio.gather(*(client.get("/ping") for _ in range(REQUESTS)))  # connect
        for path in ("/def", "/async-def-await", "/async-def-blocking"):
            seconds, slowest = await measure(client, path)
            print(f"{path[1:]:<20} {REQUESTS / seconds:>10.0f} {slowest * 1000:>10.0f} ms")


if __name__ == "__main__":
    with served() as address:
        asyncio.run(main(address))
