"""People who use the shop: sign them up, log them in."""

from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

PASSWORD = "a quiet river in autumn"  # noqa: S105 - of nobody


def sign_up(client: TestClient, name: str) -> str:
    """Make a customer, unless there is one of this name; return the e-mail address."""
    email = f"{name.lower()}@example.com"
    client.post("/api/v1/users", json={"email": email, "name": name, "password": PASSWORD})
    return email


def promote(engine: Engine, email: str) -> None:
    """Make a customer an administrator: past the API, which needs one for that."""
    with engine.begin() as connection:
        statement = text("UPDATE users SET role = 'admin' WHERE email = :email")
        connection.execute(statement, {"email": email})


def log_in(client: TestClient, email: str, scope: str = "") -> dict[str, str]:
    """Log in, within some scopes if any are named; return the headers that prove it."""
    form = {"grant_type": "password", "username": email, "password": PASSWORD, "scope": scope}
    answer = client.post("/api/v1/auth/token", data=form)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}
