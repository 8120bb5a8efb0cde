"""The application as a process of its own, told to end while it works: started once for a file."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import psutil
import pytest
from course import touched

from proxies import free_port

TOKEN = "q8Zr5tVb2NwXk7Lm"  # noqa: S105
PRODUCTION = {
    "ENVIRONMENT": "production",
    "TOKEN_KEYS": '{"2026-11": "Jp4xWm0Zt_7vQyRn2cKd9sLhBf6gTu3aEoXi5wDzNqA"}',
    "ALLOWED_HOSTS": '["127.0.0.1"]',
    "PUBLIC_URL": "https://api.shop.test",
    "COOKIE_SECURE": "true",
    "ARGON2_MEMORY_KIB": "19456",
    "ARGON2_TIME_COST": "2",
    "METRICS_TOKEN": TOKEN,
    "LOG_LEVEL": "info",
}
START_SECONDS, ANSWER_SECONDS = 40, 40
"""What is never reached while all is well, however busy the machine is."""
DRAIN_SECONDS = 1.0


@dataclass(repr=False)
class Story:
    """What was seen of a process, from its start to its end."""

    started: float = 0
    """The seconds until it was ready; 0: it never was."""
    output: str = ""
    headers: dict = field(default_factory=dict)
    metrics: list = field(default_factory=list)
    """What /metrics said, asked of each worker, after one of them had been asked for products."""
    probes: list = field(default_factory=list)
    """The statuses of /health/ready on new connections after the order to end."""
    load: list = field(default_factory=list)
    """For each client, what became of its requests on new connections, until one was refused."""
    slow: object = None
    """The status of the request that was in flight when the order came."""
    slow_seconds: float = 0
    slow_ended_last: bool = False
    drained: float = 0
    """The seconds from the order to end until the first refusal."""
    refused: bool = False
    """Whether new connections were refused before the process was gone."""
    killed: bool = False
    """Whether it did not end by itself."""

    def __repr__(self):
        return "<what was seen of the process>"

    @property
    def lines(self):
        """The lines of the log; fails where one is not JSON."""
        found = []
        for text in self.output.splitlines():
            try:
                found.append(json.loads(text))
            except ValueError:
                pytest.fail(f"This line of the output is not JSON: {text}", pytrace=False)
        return found


@dataclass
class Answer:
    """Status, headers and text of an answer; without one, "refused" or "cut off" is the status."""

    status: object
    headers: dict = field(default_factory=dict)
    text: str = ""


def ask(port, path, headers=None, sent=None):
    """The answer on a new connection; `sent` is set when the request is on its way."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.connect()
        connection.request("GET", path, headers=headers or {})
        if sent:
            sent.set()
        answer = connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, answer.read().decode())
    except ConnectionRefusedError:
        return Answer("refused")
    except (OSError, http.client.HTTPException):
        return Answer("cut off")
    finally:
        connection.close()


def metrics_of(worker, workers, port):
    """What one worker answers at /metrics while the others stand still.

    One that was stopped while it was making its file has half a file there: then once more.
    """
    for _ in range(3):
        with only([worker], workers):
            answer = ask(port, "/metrics", {"Authorization": f"Bearer {TOKEN}"})
        if answer.status == 200:
            break
        time.sleep(0.2)
    return answer.text


def story_of(command, project, **variables):
    """Start a command, ask it, give it load, tell it to end, and watch: a `Story`.

    It is told once, for all tests that ask for it; each of them depends on what the process runs.
    """
    key = (command, project, *variables.items())
    with touched.shared(str(key)):
        if key not in _told:
            _told[key] = _watched(command, project, variables)
    return _told[key]


_told = {}


def _watched(command, project, variables):
    port = free_port()
    story = Story()
    began = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=project,
        env=os.environ | PRODUCTION | variables | {"PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        reader = threading.Thread(target=lambda: setattr(story, "output", process.stdout.read()))
        reader.start()
        try:
            if wait_until_ready(port, process):
                story.started = time.monotonic() - began
                watch(story, process, port)
        finally:
            kill(process)
            reader.join()
    return story


def kill(process):
    """End a process with all that it has started, which would hold its output open otherwise."""
    with contextlib.suppress(psutil.NoSuchProcess):
        parent = psutil.Process(process.pid)
        for each in [*parent.children(recursive=True), parent]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
    process.wait()


def workers_of(process):
    """The processes that answer requests: children that listen, too, or the process itself."""
    found = psutil.Process(process.pid)
    return [
        child for child in found.children() if "resource_tracker" not in " ".join(child.cmdline())
    ] or [found]


@contextlib.contextmanager
def only(chosen, workers):
    """Let only these workers run for a moment: new connections are theirs."""
    others = [worker for worker in workers if worker not in chosen]
    for worker in others:
        worker.suspend()
    try:
        yield
    finally:
        for worker in others:
            worker.resume()


def wait_until_ready(port, process):
    """Wait until the process says that it is ready; False if it ends before, or never is."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if ask(port, "/health/ready").status == 200:
            return True
        time.sleep(0.05)
    return False


def watch(story, process, port):
    """Ask for this and that, then end the process while a slow request is in flight.

    A machine that takes long to start the process takes long for all else: the slow request is as
    slow as that, and outlasts what is seen meanwhile.
    """
    workers = workers_of(process)
    with only(workers[:1], workers):
        story.headers = ask(port, "/api/v1/products").headers
    for worker in workers:
        story.metrics.append(metrics_of(worker, workers, port))
    pace = max(story.started, 1.0)
    story.slow_seconds = DRAIN_SECONDS + min(pace, 25.0)
    ended, sent = {}, threading.Event()
    deadline = time.monotonic() + story.slow_seconds + 8 * pace

    def is_late():
        return time.monotonic() > deadline

    def be_slow():
        story.slow = ask(port, f"/api/v1/news?wait={story.slow_seconds}", sent=sent).status
        ended["slow"] = time.monotonic()

    def be_many(seen):
        while (answer := ask(port, "/health/live").status) != "refused" and not is_late():
            seen.append(answer)
            time.sleep(0.05)
        ended["door"] = time.monotonic()

    story.load = [[], []]
    slow = threading.Thread(target=be_slow)
    slow.start()
    sent.wait(ANSWER_SECONDS)
    ask(port, "/health/live")  # it stood behind the slow one: that one is in flight now
    many = [threading.Thread(target=be_many, args=(seen,)) for seen in story.load]
    for thread in many:
        thread.start()
    order = time.monotonic()
    process.send_signal(signal.SIGTERM)
    while (answer := ask(port, "/health/ready").status) != "refused" and not is_late():
        story.probes.append(answer)
        time.sleep(0.04)
    story.drained = time.monotonic() - order
    story.refused = answer == "refused" and process.poll() is None
    try:
        process.wait(8 * pace)
    except subprocess.TimeoutExpired:
        story.killed = True
        kill(process)
    for thread in [slow, *many]:
        thread.join()
    story.slow_ended_last = ended["slow"] > ended["door"]
