from http.client import HTTPException
from urllib.request import ProxyHandler, build_opener


def is_healthy(url: str, timeout: float) -> bool:
    """Ask a URL, and tell whether it is answered with 200 in time."""
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(url, timeout=timeout) as answer:
            return bool(answer.status == 200)
    except (OSError, HTTPException):
        return False
