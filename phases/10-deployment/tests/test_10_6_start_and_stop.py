"""10.6 Start, and stop."""

import asyncio
import json
import os
import signal
import sys
from importlib import import_module

import pytest
import uvicorn
from prometheus_client.parser import text_string_to_metric_families

from processes import DRAIN_SECONDS, PRODUCTION, story_of

CHOSEN = {
    "bind_host": "127.0.0.9",
    "port": 8765,
    "web_concurrency": 3,
    "forwarded_allow_ips": "10.9.8.7",
    "keep_alive_seconds": 77,
    "drain_seconds": 2,
    "shutdown_seconds": 33,
}
"""Settings that are nobody's defaults."""
READ = """
import json, runpy
found = runpy.run_path("gunicorn.conf.py")
names = ("bind", "workers", "graceful_timeout", "keepalive", "forwarded_allow_ips")
print(json.dumps({name: found.get(name) for name in names}))
"""
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no SIGTERM; not verified here."
)


@pytest.fixture
def story(project):
    """`python -m app` with two workers, from its start to its end."""
    return story_of(
        ("app",),
        project,
        WEB_CONCURRENCY="2",
        DRAIN_SECONDS=str(DRAIN_SECONDS),
        SHUTDOWN_SECONDS="600",
        BIND_HOST="127.0.0.1",
    )


@pytest.fixture
def gunicorn(project):
    """`gunicorn app.main:app` with two workers, from its start to its end."""
    pytest.importorskip("gunicorn")
    command = ("gunicorn", "app.main:app")
    return story_of(command, project, WEB_CONCURRENCY="2", DRAIN_SECONDS="0")


def started(story):
    """The story, if there is one; fails with what the process said otherwise."""
    if not story.started:
        pytest.fail(f"It did not start:\n{story.output[-1500:]}", pytrace=False)
    return story


def products_asked(text):
    """How often the list of products was asked for, as /metrics says."""
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = sample.labels
            if sample.name == "http_requests_total" and labels["route"] == "/api/v1/products":
                return sample.value
    return 0


def loggers_of_products(lines):
    """Who wrote the lines about the list of products, wherever they name its path."""
    told = [(line["logger"], f"{line.get('path')} {line['message']}") for line in lines]
    return [logger for logger, text in told if "/api/v1/products" in text]


def test_one_command_serves_the_api(story):
    """`python -m app` configures Uvicorn and serves the API: at BIND_HOST and PORT, as the settings
    say. No header tells which server it is."""
    headers = started(story).headers
    assert headers["content-type"] == "application/json"
    assert "server" not in headers


def test_uvicorn_is_told_what_the_settings_say():
    """`server_options` are arguments of `uvicorn.run`: host, port, the number of workers, the
    proxies that are believed and both time-outs are those of the settings."""
    settings = import_module("app.core.config").load_settings().model_copy(update=CHOSEN)
    options = import_module("app.server").server_options(settings)
    config = uvicorn.Config(**options | {"log_config": None})
    assert (config.host, config.port, config.workers) == ("127.0.0.9", 8765, 3)
    assert config.forwarded_allow_ips == "10.9.8.7"
    assert config.timeout_keep_alive == 77
    assert config.timeout_graceful_shutdown == 33


def test_every_line_of_its_output_is_json(story):
    """Everything that the process writes is a line of JSON, what Uvicorn says at the start and at
    the end, too. Each request is one line, and not two: Uvicorn's own access log is off."""
    lines = started(story).lines
    assert any("Started server process" in line["message"] for line in lines)
    assert loggers_of_products(lines) == ["app.access"]


def test_there_are_as_many_workers_as_wished(story):
    """WEB_CONCURRENCY=2 starts two worker processes, and each of them answers: a process of Python
    runs one thread at a time, and so uses one core."""
    assert len(started(story).metrics) == 2, "the processes that answer"
    assert all(story.metrics)


def test_workers_count_together(story):
    """The workers share a directory for their metrics, which `serve` makes: whichever of them is
    asked answers the numbers of both. A request that one of them has answered is counted in what
    each of them says."""
    assert [products_asked(text) for text in started(story).metrics] == [1, 1]


def test_unsafe_settings_do_not_start(run_python):
    """A backend that is meant to be secure does not start with unsafe settings: `python -m app`
    writes the reasons to the standard error, without a traceback, and ends with exit code 2."""
    unsafe = os.environ | PRODUCTION | {"DOCS_PASSWORD": "changethis", "PORT": "9"}
    ran = run_python("-m", "app", env=unsafe | {"DIAGNOSTICS": "true"})
    assert ran.returncode == 2, f"It has written:\n{ran.stderr[-1500:]}"
    assert "DOCS_PASSWORD" in ran.stderr
    assert "DIAGNOSTICS" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_the_old_handler_comes_back():
    """While `draining` is entered its own handler is there for SIGTERM, and afterwards the one that
    was there before."""
    draining = import_module("app.shutdown").draining

    async def handlers():
        before = signal.getsignal(signal.SIGTERM)
        with draining(0):
            meanwhile = signal.getsignal(signal.SIGTERM)
        return before, meanwhile, signal.getsignal(signal.SIGTERM)

    before, meanwhile, after = asyncio.run(handlers())
    is_its_own, is_back = meanwhile is not before, after is before
    assert is_its_own, "SIGTERM still goes to the server's handler"
    assert is_back, "SIGTERM goes to the handler of an application that has ended"


def test_after_the_order_to_end_it_is_not_ready(story):
    """On SIGTERM the process says that it is not ready: GET /health/ready answers 503. It goes on
    serving for DRAIN_SECONDS, so that nobody is refused before the load balancer has noticed."""
    assert 503 in started(story).probes
    answered = [status for status in story.probes if status != "cut off"]
    assert answered[-1] == 503
    assert story.drained >= DRAIN_SECONDS, "The door was closed before DRAIN_SECONDS were over."


def test_then_the_door_is_closed(story):
    """After DRAIN_SECONDS new connections are refused, while what is in flight is finished."""
    door = "closed" if started(story).refused else "open until the process was gone"
    assert door == "closed"


def test_what_is_in_flight_is_finished(story):
    """A request that was in flight when the order came is answered in full, also long after the
    door was closed."""
    assert started(story).slow == 200
    assert story.slow_ended_last, "It was answered, but the door was open until then."


def test_under_load_whoever_is_let_in_is_answered(story):
    """Under load everybody who is let in is answered with 200, until the door is closed; who comes
    then is refused at once, and can try elsewhere."""
    for answers in started(story).load:
        assert answers.count(200) > 1
        # Whoever stands in the door at the moment when it is closed is sent away without an answer.
        # There are two doors, those of two workers.
        assert set(answers[:-2]) == {200}


def test_the_end_does_not_take_longer_than_it_must(story):
    """When the last answer has been sent the process ends by itself, long before SHUTDOWN_SECONDS
    are over."""
    assert not started(story).killed, "It did not end by itself, and had to be killed."


def test_gunicorn_serves_the_same(gunicorn):
    """`gunicorn app.main:app` serves the same application, by gunicorn.conf.py: with Uvicorn's
    worker class, the form of the log from `log_config`, and no header that names the server."""
    lines = started(gunicorn).lines
    assert "server" not in gunicorn.headers
    assert loggers_of_products(lines) == ["app.access"]
    assert any("Started server process" in line["message"] for line in lines)


def test_gunicorn_is_told_what_the_settings_say(run_python):
    """gunicorn.conf.py takes from the settings what Gunicorn calls `bind`, `workers`, `keepalive`
    and `forwarded_allow_ips`; `graceful_timeout` is a whole number of seconds in which a worker can
    drain and finish."""
    pytest.importorskip("gunicorn")
    chosen = {name.upper(): str(value) for name, value in CHOSEN.items()}
    ran = run_python("-c", READ, env=os.environ | PRODUCTION | chosen)
    if ran.returncode:
        pytest.fail(f"It cannot be read:\n{ran.stderr[-1500:]}", pytrace=False)
    found = json.loads(ran.stdout.splitlines()[-1])
    bind = found["bind"] if isinstance(found["bind"], list) else [found["bind"]]
    assert bind == ["127.0.0.9:8765"]
    assert (found["workers"], found["keepalive"]) == (3, 77)
    assert found["forwarded_allow_ips"] == "10.9.8.7"
    assert isinstance(found["graceful_timeout"], int)
    assert found["graceful_timeout"] >= 35


def test_workers_of_gunicorn_count_together(gunicorn):
    """Gunicorn's workers, WEB_CONCURRENCY of them, share a directory for their metrics, too: what
    one of them has answered is counted in what each of them says."""
    assert [products_asked(text) for text in started(gunicorn).metrics] == [1, 1]


def test_gunicorn_finishes_what_is_in_flight(gunicorn):
    """On SIGTERM Gunicorn, too, lets its worker finish what is in flight before it ends."""
    assert started(gunicorn).slow == 200
