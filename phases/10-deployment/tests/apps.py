"""Applications with settings of one's own, and a clock that goes on when it is told to."""

import logging
from contextlib import contextmanager

from fastapi.testclient import TestClient

PASSWORD = "a quiet river in autumn"  # noqa: S105


class Clock:
    """Seconds, as `time.monotonic` returns them, that pass only by `wait`."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def wait(self, seconds):
        self.now += seconds


def new_app(clock=None, **settings):
    """An application as the project makes it, but for some settings."""
    from app.core.config import load_settings
    from app.main import create_app

    chosen = load_settings().model_validate(load_settings().model_dump() | settings)
    return create_app(chosen, clock=clock) if clock else create_app(chosen)


@contextmanager
def started(app, address="10.0.0.1", *, raising=True, **options):
    """A client of an application that has been started; it comes from the given address."""
    with TestClient(
        app, client=(address, 50000), raise_server_exceptions=raising, **options
    ) as client:
        yield client


MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "stock": 10}


def log_in(client, database, name="Ada", *, admin=False):
    """Sign somebody up, log them in, and return the headers that prove who they are."""
    email = f"{name.lower()}@example.com"
    client.post("/api/v1/users", json={"email": email, "name": name, "password": PASSWORD})
    if admin:
        database.execute("UPDATE users SET role = 'admin' WHERE email = %s", email)
    form = {"grant_type": "password", "username": email, "password": PASSWORD}
    token = client.post("/api/v1/auth/token", data=form).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def add_products(database, *products):
    """Put products into the database, and return their ids."""
    ids = []
    for product in products:
        fields = MUG | {"currency": "EUR"} | product
        columns = ", ".join(fields)
        places = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO products ({columns}) VALUES ({places}) RETURNING id"  # noqa: S608
        ids.append(database.rows(sql, *fields.values())[0]["id"])
    return ids


OF_EVERY_RECORD = {*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName"}


class Lines(logging.Handler):
    """What is logged: the fields that `extra` adds, and the id of the request in hand."""

    def __init__(self):
        super().__init__()
        self.read = []

    def emit(self, record):
        """Keep a line."""
        from app.middleware.request_id import current_request_id

        line = {"message": record.getMessage(), "request_id": current_request_id.get()}
        fields = record.__dict__.items()
        self.read.append(line | {key: v for key, v in fields if key not in OF_EVERY_RECORD})

    @property
    def text(self):
        return repr(self.read)


@contextmanager
def access_log():
    """The lines of the logger `app.access`."""
    lines, logger = Lines(), logging.getLogger("app.access")
    level = logger.level
    logger.addHandler(lines)
    logger.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        logger.removeHandler(lines)
        logger.setLevel(level)


def crash():
    """An operation that fails."""
    raise RuntimeError("the secret of the till is 4711")


def crashing_app(**settings):
    """An application with an operation that fails: GET /crash."""
    app = new_app(**settings)
    app.add_api_route("/crash", crash)
    return app
