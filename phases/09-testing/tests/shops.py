"""Applications with settings of one's own, people who are logged in, and what they look at."""

from contextlib import contextmanager
from functools import cache

from fastapi.testclient import TestClient

PASSWORD = "a quiet river in autumn"  # noqa: S105
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "stock": 10}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def new_app(**settings):
    """An application as the project makes it, but for some settings."""
    from app.core.config import load_settings
    from app.main import create_app

    chosen = load_settings()
    return create_app(chosen.model_validate(chosen.model_dump() | settings))


@cache
def document_of(**settings):
    """The OpenAPI document of an application with some settings; it is only read, so made once."""
    answer = TestClient(new_app(**settings)).get("/openapi.json")
    assert answer.status_code == 200, f"/openapi.json answers {answer.status_code}"
    return answer.json()


@contextmanager
def started(app, **options):
    """A client of an application that has been started."""
    with TestClient(app, follow_redirects=False, **options) as client:
        yield client


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


def operations(document):
    """The operations of an OpenAPI document, by `GET /path`."""
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }


def follow(document, node):
    """What a node of a document means: a `$ref` leads to another place of it."""
    while "$ref" in node:
        place = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            place = place[step.replace("~1", "/").replace("~0", "~")]
        node = place
    return node
