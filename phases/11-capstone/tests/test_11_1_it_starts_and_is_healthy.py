"""11.1 It starts and is healthy."""

import pytest


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_a_monitor_is_answered(client, path):
    """GET /health and GET /ready answer 200 with a JSON object whose `status` is `ok`, to anybody:
    a monitor has no account."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_health_is_of_this_moment(client, path):
    """Both are answered with `Cache-Control: no-store`: what a cache remembers is no health."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer.headers.get("cache-control", ""), "the header Cache-Control"
