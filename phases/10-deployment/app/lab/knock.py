"""Ask some times in a row and print what is left: `python -m app.lab.knock 5`."""

import sys

from fastapi.testclient import TestClient

from app.main import app


def main(times: str) -> None:
    """Print status and limit of each answer."""
    client = TestClient(app)
    for _ in range(int(times)):
        answer = client.get("/health")
        wait = answer.headers.get("retry-after")
        parts = [answer.status_code, answer.headers.get("ratelimit", "no limit")]
        print(*parts, *(["retry after", wait] if wait else []))


if __name__ == "__main__":
    main(*sys.argv[1:])
