"""10.4 Numbers for a monitor."""

import os
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from apps import Clock, crashing_app, new_app, started

TOKEN = "q8Zr5tVb2NwXk7Lm"  # noqa: S105
SHOWN = {"Authorization": f"Bearer {TOKEN}"}
WORKER = """
from app.core.metrics import Metrics
metrics = Metrics()
for _ in range({times}):
    metrics.count("GET", "/api/v1/products", 200, 0.02)
metrics.in_progress.inc()
"""
IT_IS_RIGHT = (
    "The token that was sent is METRICS_TOKEN. (In a text, a SecretStr is stars: "
    "get_secret_value() is the secret.)"
)
READER = "from app.core.metrics import Metrics; print(Metrics().render().decode())"


def samples(text):
    """The samples of a page of metrics: (name, labels) -> value."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read(client):
    """The samples that an application shows."""
    answer = client.get("/metrics", headers=SHOWN)
    assert answer.status_code == 200, IT_IS_RIGHT
    return samples(answer.text)


def must_have_counted(found, expected):
    """Compare how many requests of some kinds were counted: `{"GET /health 200": 1}`."""
    numbers = {
        " ".join(value for _, value in labels): int(number)
        for (name, labels), number in found.items()
        if name == "http_requests_total"
    }
    counted = {kind: numbers.get(kind, 0) for kind in expected}
    assert counted == expected, f"http_requests_total has counted {numbers}."


@pytest.fixture
def monitored():
    """A client of an application whose metrics can be read."""
    with started(new_app(metrics_token=TOKEN)) as client:
        yield client


def test_requests_are_counted_by_route(monitored):
    """GET /metrics answers in the text format of Prometheus. `http_requests_total` is a counter
    with the labels `method`, `route` (the template) and `status`: the requests for different
    products are one series."""
    for product_id in (7, 8, 9):
        monitored.get(f"/api/v1/products/{product_id}")
    monitored.get("/api/v1/products")
    found = read(monitored)
    must_have_counted(
        found, {"GET /api/v1/products/{product_id} 404": 3, "GET /api/v1/products 200": 1}
    )
    answer = monitored.get("/metrics", headers=SHOWN)
    assert answer.headers["content-type"].startswith("text/plain")
    assert "# TYPE http_requests_total counter" in answer.text


def test_times_are_kept_in_a_histogram():
    """`http_request_duration_seconds` is a histogram of the seconds until the end of the request,
    with the labels `method` and `route`, by the clock of the application."""
    clock = Clock()
    app = new_app(clock, metrics_token=TOKEN)
    app.add_api_route("/slow", lambda: clock.wait(0.3))
    with started(app) as client:
        client.get("/slow")
        client.get("/slow")
        found = read(client)
    labels = (("method", "GET"), ("route", "/slow"))
    name = "http_request_duration_seconds"
    assert found[f"{name}_sum", labels] == pytest.approx(0.6)
    assert found[f"{name}_count", labels] == 2
    assert found[f"{name}_bucket", (("le", "0.25"), *labels)] == 0
    assert found[f"{name}_bucket", (("le", "0.5"), *labels)] == 2


def test_strangers_make_no_series(monitored):
    """Whatever somebody sends, the number of series stays small: all paths without a route are one
    route, and all methods that HTTP's own documents do not know are one method. Both are called
    `other`."""
    monitored.get("/nowhere/0")
    monitored.request("BREW", "/nowhere")
    before = len(read(monitored))
    for number in range(20):
        monitored.get(f"/nowhere/{number}")
        monitored.request(f"BREW{number}", "/health")
        monitored.request(f"BREW{number}", "/nowhere")
    found = read(monitored)
    assert len(found) <= before + 60, "each stranger has made a series of its own"
    must_have_counted(found, {"GET other 404": 21})


def test_a_failure_is_counted():
    """A request that ends in an exception is counted with status 500, and its exception goes on."""
    with started(crashing_app(metrics_token=TOKEN)) as client:
        with pytest.raises(RuntimeError):
            client.get("/crash")
        found = read(client)
    must_have_counted(found, {"GET /crash 500": 1})


def test_the_gauge_knows_who_is_being_answered():
    """`http_requests_in_progress` is a gauge of the requests that are being answered: 1 while only
    /metrics itself is, also after requests that failed."""
    with started(crashing_app(metrics_token=TOKEN), raising=False) as client:
        client.get("/crash")
        client.get("/api/v1/products")
        assert read(client)["http_requests_in_progress", ()] == 1


def test_metrics_are_for_the_monitor(monitored):
    """/metrics is not public: without the token in `Authorization: Bearer …` the answer is 401, as
    with another one. Without the setting METRICS_TOKEN there are no metrics: 404. They are no part
    of the API's document."""
    assert monitored.get("/metrics").status_code == 401
    wrong = {"Authorization": "Bearer something-else"}
    assert monitored.get("/metrics", headers=wrong).status_code == 401
    assert monitored.get("/metrics", headers=SHOWN).status_code == 200, IT_IS_RIGHT
    assert "/metrics" not in monitored.get("/openapi.json").json()["paths"]
    with started(new_app(metrics_token=None)) as unmonitored:
        for token in (TOKEN, "None", ""):
            answer = unmonitored.get("/metrics", headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 404


def test_each_application_counts_its_own():
    """Two applications in one process, as in tests, count apart: the numbers are kept in a registry
    of their own, and not in the one that the library shares."""
    with (
        started(new_app(metrics_token=TOKEN)) as one,
        started(new_app(metrics_token=TOKEN)) as other,
    ):
        one.get("/api/v1/products")
        must_have_counted(read(one), {"GET /api/v1/products 200": 1})
        must_have_counted(read(other), {"GET /api/v1/products 200": 0})


def test_the_process_is_measured(monitored):
    """Beside the requests there are the numbers of the process, `process_resident_memory_bytes`
    among them: a leak shows in them (on Linux, where the library knows how to read them)."""
    found = read(monitored)
    assert not Path("/proc/self").exists() or found["process_resident_memory_bytes", ()] > 1e6


def test_several_workers_answer_together(run_python, tmp_path):
    """With several workers a monitor reaches one of them, and wants the numbers of all. Where
    PROMETHEUS_MULTIPROC_DIR names a directory that they share, `render` adds up what all processes
    have counted there; the requests in progress are one number, the sum."""
    shared = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for program in (WORKER.format(times=2), WORKER.format(times=3), READER):
        ran = run_python("-c", program, env=shared)
        if ran.returncode:
            pytest.fail(f"It did not get to its end:\n{ran.stderr[-1500:]}", pytrace=False)
    found = samples(ran.stdout)
    must_have_counted(found, {"GET /api/v1/products 200": 5})
    in_progress = {key: value for key, value in found.items() if "in_progress" in key[0]}
    assert in_progress == {("http_requests_in_progress", ()): 2}
