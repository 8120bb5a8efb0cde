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
    try:
        settings = load_settings()
    except ValidationError as error:
        print("The settings are refused:", *describe_mistakes(error), sep="\n", file=sys.stderr)
        return 2
    serve(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main())
