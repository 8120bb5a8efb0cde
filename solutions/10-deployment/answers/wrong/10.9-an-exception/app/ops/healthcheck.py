
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener, urlopen


def is_healthy(url: str, timeout: float) -> bool:
    """Ask a URL, and tell whether it is answered with 200 within so many seconds."""
    with urlopen(url, timeout=timeout) as answer:
        return answer.status == 200
