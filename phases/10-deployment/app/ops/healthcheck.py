"""What a container runs to find out how it is: `python -m app.ops.healthcheck [PATH]`.

There is no curl in a small image, and none is needed.
"""

import os
import sys
from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener

PATH = "/health/live"
TIMEOUT_SECONDS = 2.0


def is_healthy(url: str, timeout: float) -> bool:
    """Ask a URL, and tell whether it is answered with 200 in time.

    `timeout`: the seconds for each step, to connect and to wait for the next piece of the answer.
    The engine's own `--timeout` is for the whole. Whatever else happens (another status, a redirect
    too, nobody there, silence) is False, and nothing is raised.
    """
    raise NotImplementedError("exercise 10.9")


def main() -> int:
    """Ask the server in this container; the exit code is 0 when it is healthy."""
    path = sys.argv[1] if len(sys.argv) > 1 else PATH
    url = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}{path}"
    return 0 if is_healthy(url, TIMEOUT_SECONDS) else 1


if __name__ == "__main__":
    sys.exit(main())
