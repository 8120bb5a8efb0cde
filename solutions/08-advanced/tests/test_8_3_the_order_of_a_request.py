"""8.3 The order of a request."""

import pytest
from fastapi.exceptions import FastAPIError

from apps import new_app, started

LIFECYCLE = "/api/v1/diagnostics/lifecycle"
TRACES = "/api/v1/diagnostics/traces"


@pytest.fixture
def steps():
    """A function that sends a request and returns its steps."""
    with started(new_app(diagnostics=True)) as client:

        def of(query="", status=200):
            sent = {"X-Request-ID": "request-1"}
            try:
                answer = client.get(LIFECYCLE + query, headers=sent)
            except (UnboundLocalError, FastAPIError) as error:
                if "response" not in str(error).lower():
                    raise
                pytest.fail(
                    "A dependency with yield caught an exception and did not raise it again:"
                    " FastAPI had nothing to answer.",
                    pytrace=False,
                )
            assert answer.status_code == status
            return client.get(f"{TRACES}/request-1").json()["steps"]

        yield of


def between(steps, first, last):
    """The steps from one to another one, both included."""
    return steps[steps.index(first) : steps.index(last) + 1]


def test_dependencies_run_in_their_order(steps):
    """Before the operation come, in this order: the middleware, the dependencies of the router,
    those of the operation as its parameters name them, and before each of them what it depends on
    itself."""
    assert between(steps(), "middleware: request comes", "operation") == [
        "middleware: request comes",
        "router dependency",
        "connection: opened",
        "work: begun",
        "look-up",
        "operation",
    ]


def test_a_dependency_runs_once_a_request(steps):
    """Work and look-up both depend on the connection: it is opened once for a request (its result
    is kept), and anew for the next one."""
    for _ in range(2):
        assert steps().count("connection: opened") == 1


def test_work_ends_before_the_answer_and_the_connection_after_it(steps):
    """What stands behind the `yield` of a dependency runs at the end of its scope: the work has the
    scope "function" and is done before the answer starts; the connection, with the scope
    "request", is closed after the answer and after the background task."""
    assert between(steps(), "operation", "middleware: end") == [
        "operation",
        "work: done",
        "middleware: answer starts",
        "background task",
        "connection: closed",
        "middleware: end",
    ]


def test_an_exception_passes_through_the_dependencies(steps):
    """With ?fail=true the operation raises HTTPException 409. The work is undone and the connection
    closed before the exception handler makes an answer, and there is no background task."""
    assert between(steps("?fail=true", 409), "operation", "middleware: end") == [
        "operation",
        "work: undone",
        "connection: closed",
        "middleware: answer starts",
        "middleware: end",
    ]


def test_dependencies_run_before_the_parameters_are_judged(steps):
    """A request whose query is invalid (?fail=perhaps, 422) never reaches the operation, but its
    dependencies run, and clean up."""
    assert between(steps("?fail=perhaps", 422), "middleware: request comes", "middleware: end") == [
        "middleware: request comes",
        "router dependency",
        "connection: opened",
        "work: begun",
        "look-up",
        "work: undone",
        "connection: closed",
        "middleware: answer starts",
        "middleware: end",
    ]


def test_the_operation_answers_the_steps_so_far():
    """GET /api/v1/diagnostics/lifecycle answers `{"steps": […]}` with what happened so far: the
    operation is the last."""
    with started(new_app(diagnostics=True)) as client:
        steps = client.get(LIFECYCLE).json()["steps"]
    assert steps[0] == "middleware: request comes"
    assert steps[-1] == "operation"
