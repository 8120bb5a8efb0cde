from fastapi import Response


def not_kept(response: Response) -> None:
    """Ask caches to keep nothing of an answer: it is true at this moment only."""
    response.headers["Cache-Control"] = "max-age=60"
