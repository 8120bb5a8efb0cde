"""10.6 Start, and stop."""

import os
import sys

import pytest
from prometheus_client.parser import text_string_to_metric_families

from processes import DRAIN_SECONDS, PRODUCTION, story_of

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
    """`gunicorn app.main:app` with one worker, from its start to its end."""
    pytest.importorskip("gunicorn")
    command = ("gunicorn", "app.main:app")
    return story_of(command, project, WEB_CONCURRENCY="1", DRAIN_SECONDS="0")


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
    """`gunicorn app.main:app` serves the same application: gunicorn.conf.py takes address, workers,
    time-outs and the form of the log from the settings, and Uvicorn's worker class."""
    lines = started(gunicorn).lines
    assert "server" not in gunicorn.headers
    assert loggers_of_products(lines) == ["app.access"]
    assert any("Started server process" in line["message"] for line in lines)


def test_gunicorn_finishes_what_is_in_flight(gunicorn):
    """On SIGTERM Gunicorn, too, lets its worker finish what is in flight before it ends."""
    assert started(gunicorn).slow == 200
