"""10.2 Logs that programs read."""

import json
import logging
import sys
from datetime import UTC, datetime

import pytest

from apps import access_log, crashing_app, log_in, new_app, started

PRODUCT = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
UVICORN = """
import logging, sys, uvicorn
from app.core.logs import log_config
uvicorn.Config("app.main:app", log_config=log_config(sys.argv[1]))
errors = logging.getLogger("uvicorn.error")
errors.info("Started server process [%d]", 7, extra={"color_message": "x"})
errors.warning("Invalid HTTP request received.")
logging.getLogger("uvicorn.access").info(
    '%s - "%s %s HTTP/%s" %d', "10.0.0.1:5000", "GET", "/health", "1.1", 200
)
logging.getLogger("app.anything").debug("details")
logging.getLogger("httpx2").info("HTTP Request: GET https://provider.example/?code=c0de")
logging.getLogger("alembic.runtime.plugins").info("setting up autogenerate plugin")
"""


def written(**fields):
    """A record as the formatter writes it, read again."""
    from app.core.logs import JsonFormatter

    record = {"name": "app.till", "levelno": logging.INFO, "levelname": "INFO", "msg": "Hello"}
    text = JsonFormatter().format(logging.makeLogRecord(record | fields))
    assert "\n" not in text, "A record is one line."
    return json.loads(text)


def test_a_record_is_one_line_of_json():
    """A record of Python's `logging` is written as one line of JSON: `time` in UTC as ISO 8601
    writes it, `level` in small letters, `logger`, `message` with its arguments filled in, also when
    there is a line break in it, and the `request_id` of the request in hand."""
    from app.middleware.request_id import current_request_id

    in_hand = current_request_id.set("shop-42")
    try:
        line = written(msg="%s bought %d mugs\nand paid", args=("Ada", 2), created=1_795_000_000.25)
    finally:
        current_request_id.reset(in_hand)
    assert line["request_id"] == "shop-42"
    assert line["message"] == "Ada bought 2 mugs\nand paid"
    assert (line["level"], line["logger"]) == ("info", "app.till")
    moment = datetime.fromisoformat(line["time"])
    assert moment == datetime.fromtimestamp(1_795_000_000.25, UTC)


def test_what_is_said_besides_becomes_fields():
    """What a call adds with `extra` are fields of the line, beside the message. What JSON does not
    know is written as text. Uvicorn's `color_message`, the message once more in colours, is left
    out."""
    line = written(order_id=7, total=3005, paid_at=datetime(2026, 11, 21, tzinfo=UTC))
    assert (line["order_id"], line["total"]) == (7, 3005)
    assert "2026" in line["paid_at"]
    assert "levelno" not in line, "Python's own fields of a record are no news."
    assert "color_message" not in written(color_message="\x1b[36mHello\x1b[0m")


def test_secrets_lose_their_value():
    """A field whose name contains one of SECRET_WORDS, in large or small letters, is written
    without its value."""
    hidden = {"Authorization": "Bearer abc", "reset_token": "abc", "new_password": "abc"}
    assert "abc" not in json.dumps(written(**hidden))


def test_a_traceback_is_a_field():
    """The traceback of an exception is the text `exception` of the same line: a log that is read
    by lines would tear it apart."""
    try:
        raise ValueError("no such till")
    except ValueError:
        line = written(exc_info=sys.exc_info())
    assert "ValueError: no such till" in line["exception"]
    assert "test_10_2" in line["exception"]


def test_each_request_is_one_line(client):
    """Each request is one line of the logger `app.access`, when it is over: `method`, `path`,
    `route`, `status`, `duration_ms`, `user_id`, `client`, and the `request_id` that the client got
    in its header."""
    with access_log() as lines:
        answer = client.get("/api/v1/products/999")
    (line,) = lines.read
    wanted = {"method": "GET", "path": "/api/v1/products/999", "status": 404, "user_id": None}
    assert {name: line.get(name) for name in wanted} == wanted
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["client"] == "testclient"
    assert 0 < line["duration_ms"] < 10_000


def test_the_route_is_a_template(client):
    """`route` is the template of the route, so that requests for a thousand products can be counted
    together. It begins with the version that has answered, and is null where no route fits."""
    with access_log() as lines:
        client.get("/api/v1/products/7")
        client.get("/api/v2/products/7")
        client.get("/api/products/7", headers={"Api-Version": "2"})
        client.get("/api/v1/news")
        client.get("/wp-login.php")
    assert [line["route"] for line in lines.read] == [
        "/api/v1/products/{product_id}",
        "/api/v2/products/{product_id}",
        "/api/v2/products/{product_id}",
        "/api/v1/news",
        None,
    ]


def test_the_duration_is_in_milliseconds():
    """`duration_ms` is the time until the end of the request, in milliseconds, by the clock of the
    application."""
    from apps import Clock

    clock = Clock()
    app = new_app(clock)
    app.add_api_route("/slow", lambda: clock.wait(0.25))
    with started(app) as client, access_log() as lines:
        client.get("/slow")
    assert lines.read[0]["duration_ms"] == pytest.approx(250)


def test_the_line_names_the_user(client, database):
    """`user_id` is who proved who they are, by a token as by a key: an id, and not a name or an
    address, which would make the log a file about people."""
    rosa = log_in(client, database, "Rosa")
    user_id = client.get("/api/v1/users/me", headers=rosa).json()["id"]
    key = client.post(
        "/api/v1/api-keys", json={"name": "till", "scopes": ["orders:read"]}, headers=rosa
    ).json()["key"]
    with access_log() as lines:
        client.get("/api/v1/users/me", headers=rosa)
        client.get("/api/v1/orders", headers={"X-API-Key": key})
    assert [line["user_id"] for line in lines.read] == [user_id, user_id]
    assert "rosa" not in lines.text.lower()


def test_no_secret_of_a_request_is_written(client):
    """Headers, cookies, bodies and the query stay out of the log: they hold tokens, passwords and
    the codes of other systems."""
    with access_log() as lines:
        client.get(
            "/api/v1/auth/oidc/callback?code=c0de-of-ada&state=st4te",
            headers={"Authorization": "Bearer t0ken", "Cookie": "session=c00kie"},
        )
        form = {"username": "ada@example.com", "password": "p4ssword"}
        client.post("/api/v1/auth/token", data=form)
    assert len(lines.read) == 2
    for secret in ("c0de-of-ada", "st4te", "t0ken", "c00kie", "p4ssword"):
        assert secret not in lines.text


def test_a_request_that_fails_is_a_line():
    """A request that ends in an exception is a line, too, with status 500; the exception goes on to
    the server, which logs its traceback."""
    with (
        started(crashing_app()) as client,
        access_log() as lines,
        pytest.raises(RuntimeError),
    ):
        client.get("/crash")
    assert [(line["route"], line["status"]) for line in lines.read] == [("/crash", 500)]


def lines_of(ran):
    """The lines that a program has written; fails with what it says if it broke off."""
    if ran.returncode:
        pytest.fail(f"It did not get to its end:\n{ran.stderr[-1500:]}", pytrace=False)
    try:
        return [json.loads(line) for line in ran.stdout.splitlines()]
    except ValueError:
        pytest.fail(f"There is a line that is not JSON:\n{ran.stdout[:1500]}", pytrace=False)


def test_uvicorn_logs_in_the_same_form(run_python):
    """`log_config` sets up all logging, for `logging.config.dictConfig` and for Uvicorn: what
    Uvicorn says itself comes in the same form on the standard output, each line once. `httpx2` and
    `alembic.runtime.plugins` have the level WARNING."""
    ran = run_python("-c", UVICORN, "info")
    assert [line["message"] for line in lines_of(ran)] == [
        "Started server process [7]",
        "Invalid HTTP request received.",
        '10.0.0.1:5000 - "GET /health HTTP/1.1" 200',
    ]
    assert ran.stderr == ""


def test_the_level_is_a_setting(run_python):
    """`log_config("warning")` lets through what is a warning or worse, of all loggers."""
    ran = run_python("-c", UVICORN, "warning")
    messages = [line["message"] for line in lines_of(ran)]
    assert messages == ["Invalid HTTP request received."]
