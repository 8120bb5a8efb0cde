"""Ask what a browser asks before a script may write: `python -m app.lab.preflight ORIGIN`."""

import sys

from fastapi.testclient import TestClient

from app.main import app


def main(origin: str) -> None:
    """Print the status of the preflight, and which origin is allowed."""
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": "PATCH",
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    answer = TestClient(app).options("/api/v1/products/1", headers=asked)
    print(answer.status_code, answer.headers.get("access-control-allow-origin", "not allowed"))


if __name__ == "__main__":
    main(*sys.argv[1:])
