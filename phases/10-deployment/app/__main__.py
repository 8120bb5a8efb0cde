"""`python -m app` serves the API, as its settings say."""

import sys

from pydantic import ValidationError

from app.core.config import load_settings
from app.core.environments import describe_mistakes
from app.server import serve


def main() -> int:
    """Serve, or say what is wrong with the settings.

    Returns: the exit code, 2 for settings that are refused.
    """
    raise NotImplementedError("exercise 10.6")


if __name__ == "__main__":
    sys.exit(main())
