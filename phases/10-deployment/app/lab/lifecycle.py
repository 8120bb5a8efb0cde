"""Send one request and print what happened to it: `python -m app.lab.lifecycle '?fail=true'`.

`DIAGNOSTICS` has to be on.
"""

import logging
import sys

from fastapi.testclient import TestClient

from app.main import app

REQUEST_ID = "lab"


def main(query: str = "") -> None:
    """Print the status of the answer, and then a line for each step."""
    logging.disable()  # without a database the start complains of its receipts
    with TestClient(app) as client:
        sent = {"X-Request-ID": REQUEST_ID}
        answer = client.get(f"/api/v1/diagnostics/lifecycle{query}", headers=sent)
        trace = client.get(f"/api/v1/diagnostics/traces/{REQUEST_ID}").json()
    print(answer.status_code, *trace["steps"], sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
